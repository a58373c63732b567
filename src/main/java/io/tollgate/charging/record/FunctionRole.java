package io.tollgate.charging.record;

/** Which OMA function makes the record (PoC-Server-Role 883). */
public enum FunctionRole {
  PARTICIPATING(0),
  CONTROLLING(1);

  private final int code;

  FunctionRole(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
