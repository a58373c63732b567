package io.tollgate.charging.record;

/** Credit-Control-Failure-Handling 427. */
public enum FailureHandling {
  TERMINATE(0),
  CONTINUE(1),
  RETRY_AND_TERMINATE(2);

  private final int code;

  FailureHandling(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
