package io.tollgate.msrp.codec;

import org.jspecify.annotations.Nullable;

/** {@code MSRP transact-id method} or {@code MSRP transact-id status [comment]}. */
final class StartLine {
  private static final byte[] MSRP = {'M', 'S', 'R', 'P', ' '};
  private static final int MIN_TID = 4;
  private static final int MAX_TID = 32;
  private static final int MAX_METHOD = 32;

  private StartLine() {}

  /**
   * Whether the octets so far may still become a start line; blank lines before it are let pass.
   */
  static boolean canBecome(byte[] bytes, int from, int to) {
    int at = from;
    if (at < to && bytes[at] == '\r') {
      return to - at == 1;
    }
    for (int i = 0; i < MSRP.length && at + i < to; i++) {
      if (bytes[at + i] != MSRP[i]) {
        return false;
      }
    }
    return true;
  }

  static @Nullable String parse(Head head, int from, int to) {
    byte[] bytes = head.bytes;
    if (to - from < MSRP.length || !canBecome(bytes, from, to)) {
      return "not MSRP (expected: \"MSRP \" and a transaction id)";
    }
    int tidAt = from + MSRP.length;
    int at = tidAt;
    while (at < to && Octets.isIdent(bytes[at])) {
      at++;
    }
    int length = at - tidAt;
    if (length < MIN_TID
        || length > MAX_TID
        || !Octets.isAlphanumeric(bytes[tidAt])
        || at >= to
        || bytes[at] != ' ') {
      return "transaction id (expected: 4 to 32 of letters, digits and .-+%=)";
    }
    head.tidAt = tidAt;
    head.tidLength = length;
    return word(head, at + 1, to);
  }

  private static @Nullable String word(Head head, int at, int to) {
    byte[] bytes = head.bytes;
    if (to - at >= 3
        && Octets.isDigit(bytes[at])
        && Octets.isDigit(bytes[at + 1])
        && Octets.isDigit(bytes[at + 2])
        && (to - at == 3 || bytes[at + 3] == ' ')) {
      head.kind = FrameKind.RESPONSE;
      head.status = (bytes[at] - '0') * 100 + (bytes[at + 1] - '0') * 10 + bytes[at + 2] - '0';
      return null;
    }
    int length = to - at;
    for (int i = at; i < to; i++) {
      if (bytes[i] < 'A' || bytes[i] > 'Z') {
        length = 0;
      }
    }
    if (length == 0 || length > MAX_METHOD) {
      return "method (expected: capital letters, or a status of three digits)";
    }
    head.kind = method(bytes, at, length);
    return null;
  }

  private static FrameKind method(byte[] bytes, int at, int length) {
    if (length == 4 && Octets.equal(bytes, at, "SEND")) {
      return FrameKind.SEND;
    }
    if (length == 6 && Octets.equal(bytes, at, "REPORT")) {
      return FrameKind.REPORT;
    }
    if (length == 8 && Octets.equal(bytes, at, "NICKNAME")) {
      return FrameKind.NICKNAME;
    }
    return FrameKind.OTHER;
  }
}
