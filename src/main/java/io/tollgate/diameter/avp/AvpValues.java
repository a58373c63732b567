package io.tollgate.diameter.avp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Checks the data of one AVP that is not grouped against its type and its known values. */
final class AvpValues {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;

  private AvpValues() {}

  static void check(byte[] bytes, int at, int data, int end, Avp avp) throws MalformedException {
    int fixed = avp.type().fixedLength();
    if (fixed >= 0 && end - data != fixed) {
      throw new MalformedException(
          ResultCode.INVALID_AVP_LENGTH,
          FailedAvp.copy(bytes, at, end - at),
          avp + ": " + (end - data) + " bytes of data (expected: " + fixed + ")");
    }
    switch (avp.type()) {
      case ENUMERATED -> checkEnumerated(bytes, at, data, end, avp);
      case UTF8_STRING -> checkText(bytes, at, data, end, avp);
      case DIAMETER_IDENTITY, DIAMETER_URI -> checkIdentity(bytes, at, data, end, avp);
      case ADDRESS -> checkAddress(bytes, at, data, end, avp);
      case OCTET_STRING,
          INTEGER_32,
          INTEGER_64,
          UNSIGNED_32,
          UNSIGNED_64,
          FLOAT_32,
          FLOAT_64,
          TIME,
          GROUPED -> {}
    }
  }

  private static void checkEnumerated(byte[] bytes, int at, int data, int end, Avp avp)
      throws MalformedException {
    int value = (int) INT.get(bytes, data);
    if (!avp.values().isEmpty() && !avp.values().contains(value)) {
      throw bad(bytes, at, end, avp + ": " + value + " (expected: one of " + avp.values() + ")");
    }
  }

  /** Plain ASCII, the usual case, is recognised without decoding. */
  private static void checkText(byte[] bytes, int at, int data, int end, Avp avp)
      throws MalformedException {
    boolean ascii = true;
    for (int i = data; i < end; i++) {
      if (bytes[i] == 0) {
        throw bad(bytes, at, end, avp + ": NUL at " + (i - data) + " (expected: text)");
      }
      ascii &= bytes[i] > 0;
    }
    if (!ascii) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, data, end - data));
      } catch (CharacterCodingException e) {
        throw bad(bytes, at, end, avp + ": not UTF-8");
      }
    }
  }

  /** An FQDN or realm is printable ASCII and never empty (RFC 6733 4.3.1). */
  private static void checkIdentity(byte[] bytes, int at, int data, int end, Avp avp)
      throws MalformedException {
    if (data == end) {
      throw bad(bytes, at, end, avp + ": empty");
    }
    for (int i = data; i < end; i++) {
      if (bytes[i] <= ' ' || bytes[i] == 0x7F) {
        throw bad(bytes, at, end, avp + ": byte " + bytes[i] + " (expected: printable ASCII)");
      }
    }
  }

  private static void checkAddress(byte[] bytes, int at, int data, int end, Avp avp)
      throws MalformedException {
    int length = end - data;
    int family = length < 2 ? -1 : ((bytes[data] & 0xFF) << 8) | (bytes[data + 1] & 0xFF);
    if (length < 2 || (family == IPV4 && length != 6) || (family == IPV6 && length != 18)) {
      throw new MalformedException(
          ResultCode.INVALID_AVP_LENGTH,
          FailedAvp.copy(bytes, at, end - at),
          avp + ": family " + family + " with " + length + " bytes");
    }
    if (family != IPV4 && family != IPV6) {
      throw bad(bytes, at, end, avp + ": family " + family + " (expected: 1 IPv4 or 2 IPv6)");
    }
  }

  private static MalformedException bad(byte[] bytes, int at, int end, String message) {
    return new MalformedException(
        ResultCode.INVALID_AVP_VALUE, FailedAvp.copy(bytes, at, end - at), message);
  }
}
