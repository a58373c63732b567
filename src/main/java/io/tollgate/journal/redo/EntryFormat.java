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

  /** Whether a whole entry starts here. */
  static boolean isWhole(ByteBuffer file, int at) {
    if (at + BODY > file.limit()) {
      return false;
    }
    int length = file.getInt(at);
    return length > 0
        && length <= file.limit() - at - BODY
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
