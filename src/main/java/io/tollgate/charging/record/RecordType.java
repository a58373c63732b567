package io.tollgate.charging.record;

/** Accounting-Record-Type 480. */
public enum RecordType {
  EVENT(1),
  START(2),
  INTERIM(3),
  STOP(4);

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
