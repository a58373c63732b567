package io.tollgate.ledger;

import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.SessionType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One session, event or conference.
 *
 * @param id rising in the order in which sessions began
 * @param ended null while it is up
 * @param counters as the media plane counted
 * @param seconds of service, as they are charged
 * @param participants most at a time
 * @param difference what does not add up, and its likely cause; null if nothing
 */
public record SessionRow(
    long id,
    Instant began,
    @Nullable Instant ended,
    Service service,
    Who who,
    Ids ids,
    End end,
    MessageCounters counters,
    long seconds,
    int participants,
    Balance balance,
    @Nullable String difference) {

  /** What was used. */
  public record Service(
      ServiceProfile profile,
      ServiceKind kind,
      FunctionRole function,
      NodeRole role,
      SessionType type) {}

  /** Identities in the form that the operator wants. */
  public record Who(String payer, String caller, String callee, @Nullable String group) {

    /** The same, where that subscriber is erased. */
    Who without(String identity) {
      return new Who(
          erased(payer, identity), erased(caller, identity), erased(callee, identity), group);
    }

    private static String erased(String value, String identity) {
      return value.equals(identity) ? Identities.ERASED : value;
    }
  }

  /** Where else it is found. Charging Session-Ids are null where nothing was charged there. */
  public record Ids(
      String icid,
      String callId,
      @Nullable String outgoingCallId,
      @Nullable String conversationId,
      @Nullable String offline,
      @Nullable String online) {}

  /**
   * How it ended.
   *
   * @param status SIP status of a refusal, else 0
   * @param cause Cause-Code 861; null where nothing told one
   * @param reason in words; null where there is nothing to add
   */
  public record End(
      Outcome outcome, int status, @Nullable Integer cause, @Nullable String reason) {}

  /** From its first step to its end. */
  public @Nullable Duration lasted() {
    return ended == null ? null : Duration.between(began, ended);
  }
}
