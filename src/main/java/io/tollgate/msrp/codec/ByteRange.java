package io.tollgate.msrp.codec;

/** {@code start-end/total}, where end and total may be {@code *} (RFC 4975 section 9). */
final class ByteRange {
  private static final long BAD = -2;

  private ByteRange() {}

  static boolean parse(Head head, int at, int end) {
    int dash = find(head.bytes, at, end, '-');
    int slash = find(head.bytes, dash + 1, end, '/');
    if (dash < 0 || slash < 0) {
      return false;
    }
    long start = number(head.bytes, at, dash, false);
    long last = number(head.bytes, dash + 1, slash, true);
    long total = number(head.bytes, slash + 1, end, true);
    if (start < 1 || last == BAD || total == BAD) {
      return false;
    }
    if ((last >= 0 && last < start - 1) || (total >= 0 && last > total)) {
      return false;
    }
    head.rangeStart = start;
    head.rangeEnd = last;
    head.rangeTotal = total;
    return true;
  }

  /** {@code Status: 000 200 OK}: namespace 000 holds the codes of RFC 4975. */
  static void reportStatus(Head head) {
    int at = head.statusAt;
    byte[] bytes = head.bytes;
    if (at != Head.NONE && head.statusLength >= 7 && Octets.equal(bytes, at, "000 ")) {
      long code = number(bytes, at + 4, at + 7, false);
      head.status = code < 0 ? 0 : (int) code;
    }
  }

  private static int find(byte[] bytes, int from, int end, char wanted) {
    for (int i = Math.max(from, 0); i < end; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** At most 18 digits, so that nothing overflows. */
  private static long number(byte[] bytes, int from, int to, boolean starAllowed) {
    if (starAllowed && to - from == 1 && bytes[from] == '*') {
      return Head.NONE;
    }
    if (to <= from || to - from > 18) {
      return BAD;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (!Octets.isDigit(bytes[i])) {
        return BAD;
      }
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }
}
