package io.tollgate.journal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one transmission of an accounting record. */
public sealed interface AccountingDelivery {

  /**
   * An ACA or an error answer came.
   *
   * @param interimInterval Acct-Interim-Interval 85, if the answer has one
   * @param failedAvp readable Failed-AVP of an error answer
   * @param peer DiameterIdentity of who answered
   */
  record Answered(
      int resultCode, @Nullable Duration interimInterval, @Nullable String failedAvp, String peer)
      implements AccountingDelivery {}

  /**
   * No peer for this choice, connection lost, request timed out, or overload on our side.
   *
   * @param mayHaveArrived false when it certainly was not sent; decides about the T flag of the
   *     next transmission
   */
  record Unanswered(String why, boolean mayHaveArrived) implements AccountingDelivery {}
}
