package io.tollgate.charging.record;

/** CC-Request-Type 416. */
public enum CreditRequestType {
  INITIAL(1),
  UPDATE(2),
  TERMINATION(3),
  EVENT(4);

  private final int code;

  CreditRequestType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
