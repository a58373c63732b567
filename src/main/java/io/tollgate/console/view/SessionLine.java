package io.tollgate.console.view;

import io.tollgate.charging.record.NodeRole;
import io.tollgate.console.web.Formats;
import io.tollgate.ledger.Balance;
import io.tollgate.ledger.Outcome;
import io.tollgate.ledger.SessionRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One session, event or conference, as a list shows it.
 *
 * @param role which side of the call this server is on
 * @param lasted until now where it is up
 * @param balance whether all that was used is accounted for
 */
public record SessionLine(
    long id,
    Instant began,
    @Nullable Instant ended,
    Duration lasted,
    String profile,
    String service,
    String role,
    String caller,
    String callee,
    @Nullable String group,
    String payer,
    String outcome,
    boolean open,
    int status,
    @Nullable Integer cause,
    @Nullable String reason,
    long messagesSent,
    long messagesReceived,
    long octetsIn,
    long octetsOut,
    long seconds,
    int participants,
    String balance,
    @Nullable String difference,
    String icid,
    String callId,
    @Nullable String outgoingCallId,
    @Nullable String offlineSession,
    @Nullable String onlineSession) {

  public static SessionLine of(SessionRow row, Identities identities, Instant now) {
    Instant end = row.ended() == null ? now : row.ended();
    return new SessionLine(
        row.id(),
        row.began(),
        row.ended(),
        Duration.between(row.began(), end),
        row.service().profile().name(),
        Formats.word(row.service().kind()),
        role(row),
        identities.of(row.who().caller()),
        identities.of(row.who().callee()),
        identities.maybe(row.who().group()),
        identities.of(row.who().payer()),
        row.end().outcome().text(),
        row.end().outcome() == Outcome.OPEN,
        row.end().status(),
        row.end().cause(),
        row.end().reason() == null ? null : identities.within(row.end().reason()),
        row.counters().sent(),
        row.counters().exploded(),
        row.counters().octetsIn(),
        row.counters().octetsOut(),
        row.seconds(),
        row.participants(),
        balance(row.balance()),
        row.difference() == null ? null : identities.within(row.difference()),
        row.ids().icid(),
        row.ids().callId(),
        row.ids().outgoingCallId(),
        row.ids().offline(),
        row.ids().online());
  }

  private static String role(SessionRow row) {
    return Formats.word(row.service().function())
        + ", "
        + (row.service().role() == NodeRole.TERMINATING ? "for the called side" : "for the caller");
  }

  private static String balance(Balance balance) {
    return switch (balance) {
      case OPEN -> "not settled yet";
      case EVEN -> "adds up";
      case DIFFERENT -> "differs";
    };
  }
}
