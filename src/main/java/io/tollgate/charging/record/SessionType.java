package io.tollgate.charging.record;

/** PoC-Session-Type 884, used for IM and CPM sessions alike. */
public enum SessionType {
  ONE_TO_ONE(0),
  CHAT(1),
  PRE_ARRANGED(2),
  AD_HOC(3);

  private final int code;

  SessionType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
