package io.tollgate.charging.record;

/** What became of a credit-control request: exactly one of these for each one sent. */
public sealed interface CreditOutcome {

  /** An answer came, whatever it says. */
  record Answered(CreditAnswer answer) implements CreditOutcome {}

  /**
   * No peer could be reached, the request timed out at the transport, or a peer answered with a
   * protocol error (3002, 3004, 3005) after every permitted failover.
   *
   * @param mayHaveBeenProcessed false when the server has certainly not seen it
   */
  record Undeliverable(String why, boolean mayHaveBeenProcessed) implements CreditOutcome {}
}
