package io.tollgate.journal.delivery;

/** What a Result-Code means for a stored request (RFC 6733 7.1). */
final class ResultCodes {

  static final int UNKNOWN_SESSION_ID = 5002;
  static final int CREDIT_CONTROL_NOT_APPLICABLE = 4011;

  private static final int END_USER_SERVICE_DENIED = 4010;
  private static final int CREDIT_LIMIT_REACHED = 4012;

  private ResultCodes() {}

  static boolean isSuccess(int code) {
    return code / 1000 == 2;
  }

  /** Nothing more is granted; what was reported is debited (RFC 8506 9.1). */
  static boolean isDenial(int code) {
    return code == END_USER_SERVICE_DENIED || code == CREDIT_LIMIT_REACHED;
  }

  /**
   * The same request may be taken later or elsewhere. A server that does not know the command or
   * the application, or finds the header wrong, will not change its mind.
   */
  static boolean isTransient(int code) {
    return switch (code) {
      case 3001, 3007, 3008, 3009 -> false;
      default -> code / 1000 == 3 || code / 1000 == 4;
    };
  }
}
