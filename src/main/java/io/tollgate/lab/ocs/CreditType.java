package io.tollgate.lab.ocs;

/** CC-Request-Type (RFC 8506 clause 8.3). */
public enum CreditType {
  UNKNOWN,
  INITIAL,
  UPDATE,
  TERMINATION,
  EVENT;

  static CreditType of(long value) {
    return value > 0 && value < values().length ? values()[(int) value] : UNKNOWN;
  }
}
