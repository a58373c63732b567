package io.tollgate.ledger;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SessionType;
import io.tollgate.charging.record.UnitType;
import io.tollgate.ledger.RequestRow.Amount;
import io.tollgate.ledger.RequestRow.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one session alone, as text: one row holds all of it, so that a session costs few
 * writes. A line each, fields between tabs; nothing is {@code -}.
 */
final class DetailText {
  private static final String NOTHING = "-";

  /** Fields of an amount. */
  private static final int AMOUNT = 7;

  private DetailText() {}

  // --- requests

  static String requests(Collection<RequestRow> requests) {
    StringBuilder text = new StringBuilder();
    for (RequestRow row : requests) {
      request(text, row);
      line(text);
    }
    return text.toString();
  }

  private static void request(StringBuilder text, RequestRow row) {
    field(text, row.where().name());
    field(text, row.session());
    field(text, row.number());
    field(text, row.type());
    field(text, row.why());
    field(text, row.at().toEpochMilli());
    field(text, row.answered() == null ? NOTHING : millis(row.answered()));
    field(text, row.state().name());
    field(text, row.result());
    field(text, row.messages());
    field(text, row.octetsIn());
    field(text, row.octetsOut());
    field(text, row.participants());
    for (Amount amount : row.amounts()) {
      field(text, amount.group());
      field(text, amount.service() == null ? NOTHING : Long.toString(amount.service()));
      field(text, amount.unit().name());
      field(text, amount.requested());
      field(text, amount.used());
      field(text, amount.granted());
      field(text, amount.taken());
    }
    perhaps(text, row.peer());
  }

  static List<RequestRow> requests(String text) {
    List<RequestRow> rows = new ArrayList<>();
    for (Fields fields : lines(text)) {
      rows.add(request(fields));
    }
    return rows;
  }

  private static RequestRow request(Fields fields) {
    return new RequestRow(
        ChargingInterface.valueOf(fields.text()),
        fields.text(),
        fields.number(),
        fields.text(),
        fields.text(),
        Instant.ofEpochMilli(fields.number()),
        time(fields.maybe()),
        State.valueOf(fields.text()),
        (int) fields.number(),
        fields.number(),
        fields.number(),
        fields.number(),
        (int) fields.number(),
        amounts(fields),
        fields.isMore() ? fields.perhaps() : null);
  }

  private static List<Amount> amounts(Fields fields) {
    List<Amount> amounts = new ArrayList<>();
    while (fields.left() >= AMOUNT) {
      amounts.add(
          new Amount(
              fields.number(),
              fields.maybe(),
              UnitType.valueOf(fields.text()),
              fields.number(),
              fields.number(),
              fields.number(),
              fields.number()));
    }
    return amounts;
  }

  // --- steps

  static String steps(List<StepRow> steps) {
    StringBuilder text = new StringBuilder();
    for (StepRow step : steps) {
      field(text, step.at().toEpochMilli());
      field(text, step.from());
      field(text, step.to());
      field(text, step.what());
      field(text, step.meaning());
      line(text);
    }
    return text.toString();
  }

  static List<StepRow> steps(String text) {
    List<StepRow> rows = new ArrayList<>();
    for (Fields fields : lines(text)) {
      rows.add(
          new StepRow(
              Instant.ofEpochMilli(fields.number()),
              fields.text(),
              fields.text(),
              fields.text(),
              fields.text()));
    }
    return rows;
  }

  // --- usage

  static String usage(List<UsageRow> usage) {
    StringBuilder text = new StringBuilder();
    for (UsageRow row : usage) {
      field(text, row.where().name());
      field(text, row.group());
      field(text, row.service() == null ? NOTHING : Long.toString(row.service()));
      field(text, row.unit());
      field(text, row.used());
      field(text, row.reported());
      field(text, row.acknowledged());
      field(text, row.dead());
      field(text, row.lost());
      field(text, row.waiting());
      line(text);
    }
    return text.toString();
  }

  static List<UsageRow> usage(String text) {
    List<UsageRow> rows = new ArrayList<>();
    for (Fields fields : lines(text)) {
      rows.add(
          new UsageRow(
              ChargingInterface.valueOf(fields.text()),
              fields.number(),
              fields.maybe(),
              fields.text(),
              fields.number(),
              fields.number(),
              fields.number(),
              fields.number(),
              fields.number(),
              fields.number()));
    }
    return rows;
  }

  // --- who takes part

  static String parties(Collection<String> identities) {
    StringBuilder text = new StringBuilder();
    for (String identity : identities) {
      field(text, identity);
      line(text);
    }
    return text.toString();
  }

  static List<String> parties(String text) {
    List<String> identities = new ArrayList<>();
    for (Fields fields : lines(text)) {
      identities.add(fields.text());
    }
    return identities;
  }

  // --- what is noted

  private static final String BEGUN = "begun";
  private static final String ASKED = "asked";
  private static final String BECAME = "became";

  static String notes(Collection<Note> notes) {
    StringBuilder text = new StringBuilder(300);
    for (Note note : notes) {
      if (note instanceof Note.Begun begun) {
        begun(text, begun);
      } else if (note instanceof Note.Asked asked) {
        field(text, ASKED);
        field(text, asked.id());
        request(text, asked.row());
      } else if (note instanceof Note.Became became) {
        field(text, BECAME);
        field(text, became.session());
        field(text, became.number());
        field(text, became.state().name());
      }
      line(text);
    }
    return text.toString();
  }

  private static void begun(StringBuilder text, Note.Begun begun) {
    field(text, BEGUN);
    field(text, begun.id());
    field(text, begun.began().toEpochMilli());
    field(text, begun.service().profile().name());
    field(text, begun.service().kind().name());
    field(text, begun.service().function().name());
    field(text, begun.service().role().name());
    field(text, begun.service().type().name());
    field(text, begun.who().payer());
    field(text, begun.who().caller());
    field(text, begun.who().callee());
    perhaps(text, begun.who().group());
    field(text, begun.ids().icid());
    field(text, begun.ids().callId());
    perhaps(text, begun.ids().outgoingCallId());
    perhaps(text, begun.ids().conversationId());
  }

  static List<Note> notes(String text) {
    List<Note> notes = new ArrayList<>();
    for (Fields fields : lines(text)) {
      notes.add(
          switch (fields.text()) {
            case BEGUN -> begun(fields);
            case ASKED -> new Note.Asked(fields.number(), request(fields));
            default ->
                new Note.Became(fields.text(), fields.number(), State.valueOf(fields.text()));
          });
    }
    return notes;
  }

  private static Note.Begun begun(Fields fields) {
    return new Note.Begun(
        fields.number(),
        Instant.ofEpochMilli(fields.number()),
        new SessionRow.Service(
            ServiceProfile.valueOf(fields.text()),
            ServiceKind.valueOf(fields.text()),
            FunctionRole.valueOf(fields.text()),
            NodeRole.valueOf(fields.text()),
            SessionType.valueOf(fields.text())),
        new SessionRow.Who(fields.text(), fields.text(), fields.text(), fields.perhaps()),
        new SessionRow.Ids(
            fields.text(), fields.text(), fields.perhaps(), fields.perhaps(), null, null));
  }

  // --- fields

  private static void perhaps(StringBuilder text, @Nullable String value) {
    field(text, value == null ? NOTHING : value);
  }

  private static void field(StringBuilder text, long value) {
    text.append(value).append('\t');
  }

  private static void field(StringBuilder text, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      // What comes from outside ends no field.
      text.append(c < ' ' ? ' ' : c);
    }
    text.append('\t');
  }

  private static void line(StringBuilder text) {
    text.append('\n');
  }

  private static String millis(Instant time) {
    return Long.toString(time.toEpochMilli());
  }

  private static @Nullable Instant time(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static List<Fields> lines(String text) {
    List<Fields> lines = new ArrayList<>();
    for (int from = 0, to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
      lines.add(new Fields(text.substring(from, to)));
      from = to + 1;
    }
    return lines;
  }

  /** The fields of one line, one after the other. */
  private static final class Fields {
    private final String line;
    private int next;

    Fields(String line) {
      this.line = line;
    }

    long left() {
      return line.chars().skip(next).filter(c -> c == '\t').count();
    }

    boolean isMore() {
      return next < line.length();
    }

    String text() {
      int end = line.indexOf('\t', next);
      if (end < 0) {
        throw new IllegalStateException(
            "history: \"%s\" (expected: another field)".formatted(line));
      }
      String value = line.substring(next, end);
      next = end + 1;
      return value;
    }

    long number() {
      return Long.parseLong(text());
    }

    @Nullable String perhaps() {
      String value = text();
      return value.equals(NOTHING) ? null : value;
    }

    @Nullable Long maybe() {
      String value = text();
      return value.equals(NOTHING) ? null : Long.valueOf(value);
    }
  }
}
