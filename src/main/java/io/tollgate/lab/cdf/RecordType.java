package io.tollgate.lab.cdf;

/** Accounting-Record-Type (RFC 6733 clause 9.8.1). */
public enum RecordType {
  UNKNOWN,
  EVENT,
  START,
  INTERIM,
  STOP;

  static RecordType of(long value) {
    return value > 0 && value < values().length ? values()[(int) value] : UNKNOWN;
  }
}
