package io.tollgate.journal.delivery;

/** What a Result-Code means for a stored request (RFC 6733 7.1). */
final class ResultCodes {

  private ResultCodes() {}

  static boolean isSuccess(int code) {
    return code / 1000 == 2;
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
