package io.tollgate.charging.record;

/** Role-Of-Node 829 (TS 32.299): the session case of the charged leg. */
public enum NodeRole {
  ORIGINATING(0),
  TERMINATING(1),
  FORWARDING(2);

  private final int code;

  NodeRole(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
