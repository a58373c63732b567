package io.tollgate.msrp.codec;

import io.netty.buffer.ByteBuf;

/**
 * Looks for {@code CRLF ------- transact-id flag CRLF} in a body (RFC 4975 section 9, end-line).
 * What only resembles it is content: a sender has to avoid the whole line, not a part of it. Never
 * skips ahead by Byte-Range: two parsers that disagree on a frame's end would let messages pass
 * uncounted; what goes on has another transaction id, so no later parser can disagree either.
 */
final class EndLine {
  static final int HYPHENS = 7;
  private static final int NOWHERE = Integer.MIN_VALUE;

  /** The longest end line with the CRLF before and after it. */
  static final int MAX = 2 + HYPHENS + 32 + 1 + 2;

  /** How the last search ended. */
  enum Result {
    FOUND,
    /** Not in these octets, up to {@link #at}, from which on it may have begun. */
    ABSENT
  }

  /** Where the CRLF before the end line is, or where the octets end that are surely body. */
  int at;

  /** First octet after the end line. */
  int next;

  byte flag;

  /** Whether a header line (without CRLF) is the end line of a frame without body. */
  static boolean isAt(Head head, int from, int to) {
    byte[] bytes = head.bytes;
    if (to - from != HYPHENS + head.tidLength + 1 || !isFlag(bytes[to - 1])) {
      return false;
    }
    for (int i = from; i < from + HYPHENS; i++) {
      if (bytes[i] != '-') {
        return false;
      }
    }
    for (int i = 0; i < head.tidLength; i++) {
      if (bytes[from + HYPHENS + i] != bytes[head.tidAt + i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFlag(byte b) {
    return b == Flag.LAST || b == Flag.MORE || b == Flag.ABORTED;
  }

  /**
   * Searches the octets from {@code from}. Of the seven hyphens of an end line, one falls on every
   * seventh octet: only those are looked at.
   */
  Result search(ByteBuf in, Head head, int from) {
    int end = in.writerIndex();
    for (int probe = from + 1 + HYPHENS; probe < end; probe += HYPHENS) {
      if (in.getByte(probe) == '-') {
        int start = lineStart(in, from, probe);
        if (start >= 0) {
          Result result = compare(in, head, start, end);
          if (result != Result.ABSENT || at == start - 2) {
            return result;
          }
        }
      }
    }
    at = tail(in, Math.max(from, end - HYPHENS - 1), end);
    return Result.ABSENT;
  }

  /** First hyphen of a line, at most six octets before the probe; -1 when the line has others. */
  private static int lineStart(ByteBuf in, int from, int probe) {
    int i = probe;
    while (i > probe - HYPHENS && i - 2 >= from && in.getByte(i) == '-') {
      if (in.getByte(i - 1) == '\n') {
        return in.getByte(i - 2) == '\r' ? i : -1;
      }
      i--;
    }
    return -1;
  }

  /** Compares from the first hyphen; {@link #at} becomes the CR before it if it matches so far. */
  Result compare(ByteBuf in, Head head, int start, int end) {
    at = NOWHERE;
    int i = start;
    for (int k = 0; k < HYPHENS; k++, i++) {
      if (i >= end) {
        return soFar(start);
      }
      if (in.getByte(i) != '-') {
        return Result.ABSENT;
      }
    }
    for (int k = 0; k < head.tidLength; k++, i++) {
      if (i >= end) {
        return soFar(start);
      }
      if (in.getByte(i) != head.bytes[head.tidAt + k]) {
        return Result.ABSENT;
      }
    }
    return flag(in, start, i, end);
  }

  private Result flag(ByteBuf in, int start, int i, int end) {
    if (i >= end) {
      return soFar(start);
    }
    byte b = in.getByte(i);
    if (!isFlag(b)) {
      return Result.ABSENT;
    }
    if (i + 1 >= end) {
      return soFar(start);
    }
    if (in.getByte(i + 1) != '\r') {
      return Result.ABSENT;
    }
    if (i + 2 >= end) {
      return soFar(start);
    }
    if (in.getByte(i + 2) != '\n') {
      return Result.ABSENT;
    }
    at = start - 2;
    next = i + 3;
    flag = b;
    return Result.FOUND;
  }

  private Result soFar(int start) {
    at = start - 2;
    return Result.ABSENT;
  }

  /** Where CR, CRLF or CRLF and hyphens stand at the very end, or the end. */
  private static int tail(ByteBuf in, int from, int end) {
    for (int i = from; i < end; i++) {
      if (in.getByte(i) == '\r' && begins(in, i, end)) {
        return i;
      }
    }
    return end;
  }

  private static boolean begins(ByteBuf in, int cr, int end) {
    if (cr + 1 < end && in.getByte(cr + 1) != '\n') {
      return false;
    }
    for (int i = cr + 2; i < end; i++) {
      if (in.getByte(i) != '-') {
        return false;
      }
    }
    return true;
  }
}
