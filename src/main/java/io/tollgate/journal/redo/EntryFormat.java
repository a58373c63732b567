package io.tollgate.journal.redo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * An entry is its length, a check sum, its number, and the changes. The length is written last, and
 * 0 stands behind the last entry; what is torn has another check sum.
 */
final class EntryFormat {

  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  static final int END = Integer.BYTES;

  private static final int CHECK = Integer.BYTES;
  private static final int NUMBER = 2 * Integer.BYTES;
  private static final int BODY = NUMBER + Long.BYTES;

  /** More than any process can write. */
  private static final long HIGHEST_NUMBER = 1L << 40;

  private EntryFormat() {}

  static int octets(byte[] body) {
    return BODY + body.length;
  }

  static void write(ByteBuffer file, int at, long number, byte[] body) {
    file.putInt(at + BODY + body.length, 0);
    file.put(at + BODY, body);
    file.putLong(at + NUMBER, number);
    file.putInt(at + CHECK, check(file, at, body.length));
    file.putInt(at, body.length);
  }

  /** Whether nothing was written here, or nothing since the file was last filled from its start. */
  static boolean isEnd(ByteBuffer file, int at) {
    return at + END > file.limit() || file.getInt(at) == 0;
  }

  /** Where the next whole entry with a greater number starts, or {@code to}. */
  static int findAbove(ByteBuffer file, int from, int to, long number) {
    int at = from;
    while (at < to && !(isWhole(file, at) && number(file, at) > number)) {
      at++;
    }
    return at;
  }

  /** Whether a whole entry starts here. */
  static boolean isWhole(ByteBuffer file, int at) {
    if (at + BODY > file.limit()) {
      return false;
    }
    int length = file.getInt(at);
    long number = number(file, at);
    // The number is looked at first: what is no entry is told without a sum over megabytes.
    return length > 0
        && length <= file.limit() - at - BODY
        && number > 0
        && number < HIGHEST_NUMBER
        && file.getInt(at + CHECK) == check(file, at, length);
  }

  static int octets(ByteBuffer file, int at) {
    return BODY + file.getInt(at);
  }

  static long number(ByteBuffer file, int at) {
    return file.getLong(at + NUMBER);
  }

  static byte[] body(ByteBuffer file, int at) {
    byte[] body = new byte[file.getInt(at)];
    file.get(at + BODY, body);
    return body;
  }

  private static int check(ByteBuffer file, int at, int length) {
    CRC32C sum = new CRC32C();
    sum.update(file.slice(at + NUMBER, Long.BYTES + length));
    return (int) sum.getValue();
  }
}
