package io.tollgate.journal.usage;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.record.MessageCounters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A usage file is a row of lines of eight numbers. The first line is the file's own: a mark, and
 * when the process was last seen alive. Each other line is free, or has the key of a session, its
 * counters, and one more than the number of the last request that was answered and taken.
 */
final class LineFormat {

  static final int OCTETS = 8 * Long.BYTES;
  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  /** "TGUSAGE1" */
  static final long MARK = 0x3145474153554754L;

  static final int KEY = 0;
  static final int ALIVE = Long.BYTES;

  static final int ANSWERED = OCTETS - Long.BYTES;

  private LineFormat() {}

  static int offset(Count what) {
    return Long.BYTES * (1 + what.ordinal());
  }

  static MessageCounters counters(ByteBuffer line, int at) {
    return new MessageCounters(
        line.getLong(at + offset(Count.SENT)),
        line.getLong(at + offset(Count.EXPLODED)),
        line.getLong(at + offset(Count.SUCCESSFULLY_SENT)),
        line.getLong(at + offset(Count.SUCCESSFULLY_EXPLODED)),
        line.getLong(at + offset(Count.OCTETS_IN)),
        line.getLong(at + offset(Count.OCTETS_OUT)));
  }

  /** FNV-1a over the Session-Id, mixed, and never 0: that is a free line. */
  static long key(String session) {
    long hash = 0xcbf29ce484222325L;
    for (byte octet : session.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
