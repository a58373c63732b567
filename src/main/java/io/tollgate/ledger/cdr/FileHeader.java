package io.tollgate.ledger.cdr;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * The header of a file (TS 32.297 6.1.1), and of each record in it (6.1.2).
 *
 * @param octets of the whole file
 * @param opened when the first record came; the file knows months to minutes
 * @param appended when the last one came
 * @param reason why it was closed
 */
record FileHeader(
    long octets, Instant opened, Instant appended, long records, long sequence, Reason reason) {
  /** File closure trigger reason. */
  enum Reason {
    NORMAL(0),
    SIZE(1),
    TIME(2),
    COUNT(3),
    CHANGE(5);

    private final int code;

    Reason(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /** With the extensions of both release identifiers. */
  static final int LENGTH = 54;

  static final int RECORD_LENGTH = 5;

  /** TS 32.298 of Release 16: beyond 9 the number stands in an extension, counted from 10. */
  private static final int RELEASE = 16;

  private static final int RELEASE_EXTENDED = 7;
  private static final int VERSION = 4;
  private static final int FORMAT_BER = 1;
  private static final int TS_32_260 = 9;
  private static final int ADDRESS = 16;

  private static byte release() {
    return (byte) (RELEASE_EXTENDED << 5 | VERSION);
  }

  /**
   * @param node its address, or one of zeroes
   */
  byte[] written(InetAddress node) {
    ByteBuffer out = ByteBuffer.allocate(LENGTH);
    out.putInt((int) octets).putInt(LENGTH).put(release()).put(release());
    out.putInt(time(opened)).putInt(time(appended));
    out.putInt((int) records).putInt((int) sequence).put((byte) reason.code());
    out.putInt(-1).put(mapped(node));
    out.put((byte) 0).putShort((short) 0).putShort((short) 0);
    out.put((byte) (RELEASE - 10)).put((byte) (RELEASE - 10));
    return out.array();
  }

  private static byte[] mapped(InetAddress node) {
    byte[] address = node.getAddress();
    if (address.length == ADDRESS) {
      return address;
    }
    ByteBuffer out = ByteBuffer.allocate(ADDRESS);
    out.putLong(0).putShort((short) 0).putShort((short) -1).put(address);
    return out.array();
  }

  /** Four bits month, five day, five hour, six minute; then the offset, which is none. */
  private static int time(Instant time) {
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    return utc.getMonthValue() << 28
        | utc.getDayOfMonth() << 23
        | utc.getHour() << 18
        | utc.getMinute() << 12
        | 1 << 11;
  }

  /** Before each record. */
  static byte[] before(int octets) {
    ByteBuffer out = ByteBuffer.allocate(RECORD_LENGTH);
    out.putShort((short) octets)
        .put(release())
        .put((byte) (FORMAT_BER << 5 | TS_32_260))
        .put((byte) (RELEASE - 10));
    return out.array();
  }
}
