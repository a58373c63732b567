package io.tollgate.charging.record;

/** Cause-Code 861 (TS 32.299 7.2.35): what is at most zero tells of success. */
public final class CauseCode {
  /** The end of a session as its parties want it. */
  public static final int NORMAL_END = 0;

  /** A transaction that succeeded with 200. */
  public static final int SUCCESSFUL_TRANSACTION = -1;

  private static final int UNSPECIFIED = 1;
  private static final int NO_SET_UP = 2;
  private static final int INTERNAL = 3;
  private static final int OK = 200;
  private static final int CLIENT_ERRORS = 400;

  private CauseCode() {}

  /** Of a final response: other 2xx and 3xx negative, failures as they are. */
  public static int of(int status) {
    return status == OK ? SUCCESSFUL_TRANSACTION : status < CLIENT_ERRORS ? -status : status;
  }

  /** Of an end that no SIP message told. */
  public static int of(TerminationCause cause) {
    return switch (cause) {
      case LOGOUT -> NORMAL_END;
      case SERVICE_NOT_PROVIDED -> NO_SET_UP;
      case LINK_BROKEN -> INTERNAL;
      case BAD_ANSWER, ADMINISTRATIVE, AUTH_EXPIRED, USER_MOVED, SESSION_TIMEOUT -> UNSPECIFIED;
    };
  }
}
