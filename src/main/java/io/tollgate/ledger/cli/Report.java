package io.tollgate.ledger.cli;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.ledger.Balance;
import io.tollgate.ledger.RequestRow;
import io.tollgate.ledger.RequestRow.Amount;
import io.tollgate.ledger.SessionRow;
import io.tollgate.ledger.SessionStory;
import io.tollgate.ledger.StepRow;
import io.tollgate.ledger.UsageRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Sessions for people: as a list, as a ladder, as a bill. */
public final class Report {
  private Report() {}

  /** One line. */
  public static String line(SessionRow row) {
    return "%-8d %s  %-15s %-4s %-8s %-24s %s -> %s%s%s"
        .formatted(
            row.id(),
            row.began().truncatedTo(ChronoUnit.SECONDS),
            words(row.service().kind()),
            row.service().profile(),
            lasted(row.lasted()),
            row.end().outcome().text(),
            plain(row.who().caller()),
            plain(row.who().callee()),
            row.counters().sent() > 0 ? ", " + row.counters().sent() + " messages" : "",
            row.balance() == Balance.DIFFERENT ? "  DIFFERENT" : "");
  }

  /** All of one session. */
  public static String story(SessionStory story) {
    StringBuilder text = new StringBuilder();
    head(story.row(), text);
    text.append("\nLADDER\n");
    for (StepRow step : story.steps()) {
      text.append(
          "%s  %-8s -> %-8s  %-24s %s%n"
              .formatted(
                  step.at(), step.from(), step.to(), plain(step.what()), plain(step.meaning())));
    }
    if (story.stepsLeftOut() > 0) {
      text.append("... ").append(story.stepsLeftOut()).append(" further steps were not kept\n");
    }
    text.append("\nBILL\n");
    for (RequestRow request : story.requests()) {
      text.append(bill(request)).append('\n');
    }
    for (UsageRow usage : story.usage()) {
      text.append(usage(usage)).append('\n');
    }
    if (story.row().difference() != null) {
      text.append("DIFFERENCE ").append(story.row().difference()).append('\n');
    }
    return text.toString();
  }

  private static void head(SessionRow row, StringBuilder text) {
    field(text, "session", Long.toString(row.id()));
    field(
        text,
        "service",
        words(row.service().kind())
            + ", "
            + row.service().profile()
            + ", "
            + words(row.service().function())
            + ", "
            + words(row.service().role()));
    field(text, "payer", row.who().payer());
    field(text, "caller", row.who().caller());
    field(text, "callee", row.who().callee());
    field(text, "group", row.who().group());
    field(text, "began", row.began().toString());
    field(text, "ended", row.ended() == null ? "it is up" : row.ended().toString());
    field(text, "lasted", lasted(row.lasted()));
    field(text, "outcome", outcome(row));
    field(
        text,
        "counted",
        "%d messages (%d arrived), %d copies (%d arrived), %d octets in, %d out, %d s, up to %d participants"
            .formatted(
                row.counters().sent(),
                row.counters().successfullySent(),
                row.counters().exploded(),
                row.counters().successfullyExploded(),
                row.counters().octetsIn(),
                row.counters().octetsOut(),
                row.seconds(),
                row.participants()));
    field(text, "Call-ID", row.ids().callId());
    field(text, "other leg", row.ids().outgoingCallId());
    field(text, "ICID", row.ids().icid());
    field(text, "conversation", row.ids().conversationId());
    field(text, "Rf session", row.ids().offline());
    field(text, "Ro session", row.ids().online());
    field(text, "balance", words(row.balance()));
  }

  private static String outcome(SessionRow row) {
    StringJoiner words = new StringJoiner(", ").add(row.end().outcome().text());
    if (row.end().status() != 0) {
      words.add("status " + row.end().status());
    }
    if (row.end().cause() != null) {
      words.add("Cause-Code " + row.end().cause());
    }
    if (row.end().reason() != null) {
      words.add(row.end().reason());
    }
    return words.toString();
  }

  private static void field(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append("%-13s%s%n".formatted(name, plain(value)));
    }
  }

  private static String bill(RequestRow request) {
    return "%s  %-2s %-16s %-3d %-10s %-5s %s%s"
        .formatted(
            request.at(),
            where(request),
            request.type(),
            request.number(),
            words(request.state()),
            request.result() == 0 ? "-" : Integer.toString(request.result()),
            charges(request),
            request.why().isEmpty() ? "" : " (" + plain(request.why()) + ")");
  }

  /** What a request charges, whenever it is sent and whatever is answered. */
  public static String charge(RequestRow request) {
    return "%-2s %-16s %-3d %s, %d octets in, %d out"
        .formatted(
            where(request),
            request.type(),
            request.number(),
            charges(request),
            request.octetsIn(),
            request.octetsOut());
  }

  private static String where(RequestRow request) {
    return request.where() == ChargingInterface.CH1 ? "Rf" : "Ro";
  }

  private static String charges(RequestRow request) {
    StringJoiner words = new StringJoiner(", ");
    if (request.where() == ChargingInterface.CH1) {
      words.add(request.messages() + " messages").add(request.participants() + " participants");
    }
    for (Amount amount : request.amounts()) {
      words.add(
          "rating group %d%s: %s asked %d, used %d, granted %d, taken %d"
              .formatted(
                  amount.group(),
                  amount.service() == null ? "" : "/" + amount.service(),
                  words(amount.unit()),
                  amount.requested(),
                  amount.used(),
                  amount.granted(),
                  amount.taken()));
    }
    return words.toString();
  }

  private static String usage(UsageRow usage) {
    return "%s %s %s: used %d, reported %d, acknowledged %d, dead letters %d, lost by policy %d, waiting %d, difference %d"
        .formatted(
            usage.where() == ChargingInterface.CH1 ? "Rf" : "Ro",
            usage.where() == ChargingInterface.CH1 ? "-" : "rating group " + usage.group(),
            usage.unit().toLowerCase(Locale.ROOT).replace('_', ' '),
            usage.used(),
            usage.reported(),
            usage.acknowledged(),
            usage.dead(),
            usage.lost(),
            usage.waiting(),
            usage.difference());
  }

  private static String lasted(@Nullable Duration time) {
    if (time == null) {
      return "-";
    }
    long seconds = time.toSeconds();
    return seconds < 60
        ? "%d.%03d s".formatted(seconds, time.toMillisPart())
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** As people read it. */
  public static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Nothing from outside moves a terminal's cursor. */
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  static final List<String> COLUMNS =
      List.of(
          "id",
          "began",
          "ended",
          "service",
          "profile",
          "function",
          "payer",
          "caller",
          "callee",
          "outcome",
          "status",
          "cause",
          "messages",
          "octets-in",
          "octets-out",
          "seconds",
          "participants",
          "call-id",
          "outgoing-call-id",
          "icid",
          "rf-session",
          "ro-session",
          "balance",
          "difference");

  static List<String> columns(SessionRow row) {
    return List.of(
        Long.toString(row.id()),
        row.began().toString(),
        text(row.ended()),
        row.service().kind().name(),
        row.service().profile().name(),
        row.service().function().name(),
        row.who().payer(),
        row.who().caller(),
        row.who().callee(),
        row.end().outcome().word(),
        Integer.toString(row.end().status()),
        text(row.end().cause()),
        Long.toString(row.counters().sent()),
        Long.toString(row.counters().octetsIn()),
        Long.toString(row.counters().octetsOut()),
        Long.toString(row.seconds()),
        Integer.toString(row.participants()),
        row.ids().callId(),
        text(row.ids().outgoingCallId()),
        row.ids().icid(),
        text(row.ids().offline()),
        text(row.ids().online()),
        row.balance().name(),
        text(row.difference()));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  /** A moment as operators write it: an instant, a date, or how long ago. */
  public static Instant moment(String text, Instant now) {
    if (text.matches("\\d+[smhd]")) {
      long number = Long.parseLong(text.substring(0, text.length() - 1));
      return now.minus(
          switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    try {
      return text.length() == "2026-01-01".length()
          ? Instant.parse(text + "T00:00:00Z")
          : Instant.parse(text.endsWith("Z") ? text : text + "Z");
    } catch (java.time.format.DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"%s\" (expected: a time in UTC such as 2026-12-01T09:30:00Z, a date, or how long ago: 90s, 15m, 2h, 7d)"
              .formatted(text),
          e);
    }
  }
}
