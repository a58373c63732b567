package io.tollgate.charging.record;

/** Direct-Debiting-Failure-Handling 428. */
public enum DebitFailureHandling {
  TERMINATE_OR_BUFFER(0),
  CONTINUE(1);

  private final int code;

  DebitFailureHandling(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
