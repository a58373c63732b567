package io.tollgate.charging.record;

/** Termination-Cause 295 (RFC 6733 8.15), as far as it is used here. */
public enum TerminationCause {
  LOGOUT(1),
  SERVICE_NOT_PROVIDED(2),
  BAD_ANSWER(3),
  ADMINISTRATIVE(4),
  LINK_BROKEN(5),
  AUTH_EXPIRED(6),
  USER_MOVED(7),
  SESSION_TIMEOUT(8);

  private final int code;

  TerminationCause(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
