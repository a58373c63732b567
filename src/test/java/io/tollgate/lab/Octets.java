package io.tollgate.lab;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Diameter octets written by hand (RFC 6733 clauses 3 and 4). */
final class Octets {

  private Octets() {}

  static byte[] message(int flags, int command, int application, int id, byte[]... avps) {
    byte[] body = join(avps);
    return ByteBuffer.allocate(20 + body.length)
        .putInt((1 << 24) | (20 + body.length))
        .putInt((flags << 24) | command)
        .putInt(application)
        .putInt(id)
        .putInt(id)
        .put(body)
        .array();
  }

  static byte[] text(int code, String value) {
    return avp(code, 0, value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] u32(int code, long value) {
    return avp(code, 0, ByteBuffer.allocate(4).putInt((int) value).array());
  }

  static byte[] u64(int code, long value) {
    return avp(code, 0, ByteBuffer.allocate(8).putLong(value).array());
  }

  static byte[] group(int code, byte[]... inner) {
    return avp(code, 0, join(inner));
  }

  static byte[] tgppGroup(int code, byte[]... inner) {
    return avp(code, 10415, join(inner));
  }

  static byte[] tgppText(int code, String value) {
    return avp(code, 10415, value.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] tgppU32(int code, long value) {
    return avp(code, 10415, ByteBuffer.allocate(4).putInt((int) value).array());
  }

  private static byte[] avp(int code, int vendor, byte[] value) {
    int length = (vendor == 0 ? 8 : 12) + value.length;
    ByteBuffer avp = ByteBuffer.allocate((length + 3) / 4 * 4);
    avp.putInt(code).putInt(((vendor == 0 ? 0x40 : 0xC0) << 24) | length);
    if (vendor != 0) {
      avp.putInt(vendor);
    }
    return avp.put(value).array();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
