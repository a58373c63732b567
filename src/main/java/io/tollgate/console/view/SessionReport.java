package io.tollgate.console.view;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.console.web.Formats;
import io.tollgate.ledger.RequestRow;
import io.tollgate.ledger.SessionStory;
import io.tollgate.ledger.UsageRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One session with its ladder and its bill. */
public record SessionReport(
    SessionLine session,
    List<Arrow> ladder,
    long arrowsLeftOut,
    List<Request> requests,
    List<Usage> usage) {

  /** Who told whom what. */
  public record Arrow(Instant at, String from, String to, String what, String meaning) {}

  /** One charging request. */
  public record Request(
      String plane,
      String session,
      long number,
      String type,
      String why,
      Instant at,
      @Nullable Duration answeredAfter,
      String state,
      int resultCode,
      long messages,
      int participants,
      List<Amount> amounts) {}

  /** Units of one rating group in a request. */
  public record Amount(
      long group, @Nullable Long service, String unit, long requested, long used, long granted) {}

  /** Where all that was used of one rating group is. */
  public record Usage(
      String plane,
      long group,
      @Nullable Long service,
      String unit,
      long used,
      long reported,
      long acknowledged,
      long deadLetters,
      long lost,
      long waiting,
      long difference) {}

  public static SessionReport of(SessionStory story, Identities identities, Instant now) {
    return new SessionReport(
        SessionLine.of(story.row(), identities, now),
        story.steps().stream()
            .map(
                step ->
                    new Arrow(
                        step.at(),
                        step.from(),
                        step.to(),
                        identities.within(step.what()),
                        identities.within(step.meaning())))
            .toList(),
        story.stepsLeftOut(),
        story.requests().stream().map(SessionReport::request).toList(),
        story.usage().stream().map(SessionReport::usage).toList());
  }

  static String plane(ChargingInterface where) {
    return where == ChargingInterface.CH1 ? "Rf" : "Ro";
  }

  private static Request request(RequestRow row) {
    return new Request(
        plane(row.where()),
        row.session(),
        row.number(),
        row.type().replace('_', ' '),
        row.why(),
        row.at(),
        row.answered() == null ? null : Duration.between(row.at(), row.answered()),
        state(row.state()),
        row.result(),
        row.messages(),
        row.participants(),
        row.amounts().stream()
            .map(
                each ->
                    new Amount(
                        each.group(),
                        each.service(),
                        Formats.word(each.unit()),
                        each.requested(),
                        each.used(),
                        each.granted()))
            .toList());
  }

  private static String state(RequestRow.State state) {
    return switch (state) {
      case SENT -> "on its way";
      case TAKEN -> "taken";
      case REFUSED -> "refused";
      case STORED -> "kept in the journal";
      case UNANSWERED -> "not answered";
      case DEAD -> "dead letter";
      case DROPPED -> "given up by policy";
      case LOST -> "lost";
    };
  }

  private static Usage usage(UsageRow row) {
    return new Usage(
        plane(row.where()),
        row.group(),
        row.service(),
        row.unit().toLowerCase(Locale.ROOT).replace('_', ' '),
        row.used(),
        row.reported(),
        row.acknowledged(),
        row.dead(),
        row.lost(),
        row.waiting(),
        row.difference());
  }
}
