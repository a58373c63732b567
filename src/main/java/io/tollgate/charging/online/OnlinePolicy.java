package io.tollgate.charging.online;

import io.tollgate.charging.record.DebitFailureHandling;
import io.tollgate.charging.record.FailureHandling;
import java.time.Duration;

/**
 * How credit-control sessions behave where the OCS does not say.
 *
 * @param failureHandling CCFH until an answer carries one
 * @param debitFailureHandling DDFH for one-time debits
 * @param failoverSupported CC-Session-Failover until an answer carries it
 * @param txInitial how long a set-up waits for its first answer (below SIP Timer B)
 * @param txUpdate how long an update may take
 * @param retryOpen after credit control failed under CONTINUE: when a new session is tried; zero
 *     for never
 * @param endGuard how long the service has to end after it was told to, before the TERMINATION goes
 *     out without it
 * @param holdingTime Quota-Holding-Time where the answer has none; zero for off
 * @param threshold share of a grant at which more is asked for where the answer has no threshold
 * @param emptyGrantPause how long messages are refused after an answer that granted nothing
 * @param mostHeld messages of one session that may wait for a credit answer
 * @param reopenLimit how often a session that the OCS lost is opened anew
 * @param terminateDenied send TERMINATION also after an update was denied, when the OCS has closed
 *     the session on its side (RFC 8506 table 4 does not): every OCS then sees one end per session
 * @param reservesMessages units for a page message are reserved and taken once it is delivered
 *     (ECUR), not debited beforehand (IEC)
 * @param filters where a user may go when the last units are used (RESTRICT_ACCESS)
 */
public record OnlinePolicy(
    FailureHandling failureHandling,
    DebitFailureHandling debitFailureHandling,
    boolean failoverSupported,
    Duration txInitial,
    Duration txUpdate,
    Duration retryOpen,
    Duration endGuard,
    Duration holdingTime,
    double threshold,
    Duration emptyGrantPause,
    int mostHeld,
    int reopenLimit,
    boolean terminateDenied,
    boolean reservesMessages,
    ParticipantThresholds participants,
    RatingPlan rating,
    ResultTable results,
    AccessFilters filters) {

  public static final OnlinePolicy DEFAULT =
      new OnlinePolicy(
          FailureHandling.TERMINATE,
          DebitFailureHandling.TERMINATE_OR_BUFFER,
          false,
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(32),
          Duration.ZERO,
          0,
          Duration.ofSeconds(5),
          64,
          1,
          true,
          false,
          ParticipantThresholds.DEFAULT,
          RatingPlan.DEFAULT,
          ResultTable.DEFAULT,
          AccessFilters.NONE);

  public OnlinePolicy {
    positive("tx of the first request", txInitial);
    positive("tx of an update", txUpdate);
    positive("guard of the end", endGuard);
    positive("pause after an empty grant", emptyGrantPause);
    if (!(threshold >= 0 && threshold < 1)) {
      throw new IllegalArgumentException("threshold: " + threshold + " (expected: 0 to < 1)");
    }
    if (mostHeld < 0 || reopenLimit < 0) {
      throw new IllegalArgumentException(
          "held messages: " + mostHeld + ", reopen limit: " + reopenLimit + " (expected: >= 0)");
    }
  }

  private static void positive(String what, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: > 0)");
    }
  }
}
