package io.tollgate.diameter.avp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What to put into Failed-AVP (RFC 6733 7.5), bounded whatever the peer sent. */
final class FailedAvp {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int LONGEST_COPY = 512;

  private FailedAvp() {}

  /** The offending AVP as it came; only its header when it is long. */
  static Avps copy(byte[] bytes, int at, int length) {
    if (length > LONGEST_COPY) {
      return header(bytes, at, at + length);
    }
    return Avps.of(Arrays.copyOfRange(bytes, at, at + AvpHeader.padded(length)));
  }

  /** The offending header, its length put right, followed by the least data of the type, zeroed. */
  static Avps header(byte[] bytes, int at, int to) {
    int headerLength = bytes[at + 4] < 0 ? 12 : 8;
    int code = (int) INT.get(bytes, at);
    int vendor = headerLength == 12 && to - at >= 12 ? (int) INT.get(bytes, at + 8) : 0;
    Avp known = Catalogue.find(code, vendor);
    int data = known == null ? 0 : Math.max(0, known.type().fixedLength());
    byte[] copy = new byte[AvpHeader.padded(headerLength + data)];
    System.arraycopy(bytes, at, copy, 0, Math.min(headerLength, to - at));
    INT.set(copy, 4, bytes[at + 4] << 24 | headerLength + data);
    return Avps.of(copy);
  }

  /** An AVP that should have been there, with the least data of its type, zeroed. */
  static Avps example(Avp avp) {
    int length = avp.headerLength() + Math.max(0, avp.type().fixedLength());
    byte[] bytes = new byte[AvpHeader.padded(length)];
    INT.set(bytes, 0, avp.code());
    INT.set(bytes, 4, avp.flags() << 24 | length);
    if (avp.vendor() != 0) {
      INT.set(bytes, 8, avp.vendor());
    }
    return Avps.of(bytes);
  }
}
