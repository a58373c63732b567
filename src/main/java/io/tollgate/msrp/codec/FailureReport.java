package io.tollgate.msrp.codec;

/** What a sender wants to hear of failures (RFC 4975 section 7.1.2). */
public enum FailureReport {
  /** Every request is answered, and silence is a failure. */
  YES,
  /** Only errors are answered. */
  PARTIAL,
  /** Nothing is answered. */
  NO;

  /** Whether a SEND is answered with this status. */
  public boolean allows(Status status) {
    return this == YES || this == PARTIAL && status != Status.OK;
  }
}
