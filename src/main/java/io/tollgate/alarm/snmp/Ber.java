package io.tollgate.alarm.snmp;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** The few values of the Basic Encoding Rules that SNMP is made of (RFC 3417 8). */
final class Ber {
  private static final int INTEGER = 0x02;
  private static final int OCTETS = 0x04;
  private static final int OID = 0x06;
  private static final int SEQUENCE = 0x30;
  private static final int TIME_TICKS = 0x43;

  /** SNMPv2-Trap-PDU. */
  static final int TRAP = 0xA7;

  private Ber() {}

  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    length(out, content.size());
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static void length(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    byte[] digits = BigInteger.valueOf(length).toByteArray();
    int first = digits[0] == 0 ? 1 : 0;
    out.write(0x80 | (digits.length - first));
    out.write(digits, first, digits.length - first);
  }

  static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, parts);
  }

  static byte[] integer(long value) {
    return value(INTEGER, BigInteger.valueOf(value).toByteArray());
  }

  /** Hundredths of a second, which begin anew after 497 days. */
  static byte[] ticks(long value) {
    return value(TIME_TICKS, BigInteger.valueOf(value & 0xFFFF_FFFFL).toByteArray());
  }

  static byte[] octets(byte[] octets) {
    return value(OCTETS, octets);
  }

  static byte[] text(String text) {
    return octets(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param dotted {@code 1.3.6.1...}
   */
  static byte[] oid(String dotted) {
    String[] words = dotted.split("\\.", -1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    subidentifier(out, Long.parseLong(words[0]) * 40 + Long.parseLong(words[1]));
    for (int i = 2; i < words.length; i++) {
      subidentifier(out, Long.parseLong(words[i]));
    }
    return value(OID, out.toByteArray());
  }

  private static void subidentifier(ByteArrayOutputStream out, long value) {
    int shift = 0;
    while (value >> (shift + 7) > 0) {
      shift += 7;
    }
    for (; shift > 0; shift -= 7) {
      out.write((int) (value >> shift & 0x7F) | 0x80);
    }
    out.write((int) (value & 0x7F));
  }
}
