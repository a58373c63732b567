package io.tollgate.diameter.avp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes AVPs straight into one growing array: no tree of values in between, because a charged
 * message costs an encoding each.
 */
public final class AvpWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int ADDRESS_IPV4 = 1;
  private static final int ADDRESS_IPV6 = 2;

  private static final byte[] NONE = new byte[0];

  private byte[] buffer;
  private int position;

  public AvpWriter(int sizeHint) {
    buffer = new byte[Math.max(32, sizeHint)];
  }

  public AvpWriter() {
    this(512);
  }

  /** UTF8String, DiameterIdentity and DiameterURI. */
  public AvpWriter text(Avp avp, String value) {
    if (!avp.type().isText()) {
      throw wrongType(avp, "text");
    }
    return data(avp, value.getBytes(StandardCharsets.UTF_8));
  }

  public AvpWriter octets(Avp avp, byte[] value) {
    check(avp, AvpType.OCTET_STRING);
    return data(avp, value);
  }

  /** The value of an Enumerated or Integer32. */
  public AvpWriter integer32(Avp avp, int value) {
    if (avp.type() != AvpType.ENUMERATED && avp.type() != AvpType.INTEGER_32) {
      throw wrongType(avp, "a 32-bit integer");
    }
    int at = header(avp, 4);
    INT.set(buffer, at, value);
    return this;
  }

  public AvpWriter integer64(Avp avp, long value) {
    check(avp, AvpType.INTEGER_64);
    int at = header(avp, 8);
    LONG.set(buffer, at, value);
    return this;
  }

  public AvpWriter unsigned32(Avp avp, long value) {
    check(avp, AvpType.UNSIGNED_32);
    if (value < 0 || value > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException(avp + ": " + value + " (expected: 0..2^32-1)");
    }
    int at = header(avp, 4);
    INT.set(buffer, at, (int) value);
    return this;
  }

  /** All 64 bits are used: values above {@link Long#MAX_VALUE} are written as negative longs. */
  public AvpWriter unsigned64(Avp avp, long value) {
    check(avp, AvpType.UNSIGNED_64);
    int at = header(avp, 8);
    LONG.set(buffer, at, value);
    return this;
  }

  public AvpWriter float32(Avp avp, float value) {
    check(avp, AvpType.FLOAT_32);
    int at = header(avp, 4);
    INT.set(buffer, at, Float.floatToIntBits(value));
    return this;
  }

  public AvpWriter float64(Avp avp, double value) {
    check(avp, AvpType.FLOAT_64);
    int at = header(avp, 8);
    LONG.set(buffer, at, Double.doubleToLongBits(value));
    return this;
  }

  public AvpWriter time(Avp avp, Instant value) {
    check(avp, AvpType.TIME);
    int at = header(avp, 4);
    INT.set(buffer, at, DiameterTime.toWire(value));
    return this;
  }

  public AvpWriter address(Avp avp, InetAddress value) {
    check(avp, AvpType.ADDRESS);
    byte[] raw = value.getAddress();
    int at = header(avp, raw.length + 2);
    buffer[at + 1] = (byte) (raw.length == 4 ? ADDRESS_IPV4 : ADDRESS_IPV6);
    System.arraycopy(raw, 0, buffer, at + 2, raw.length);
    return this;
  }

  /** A grouped AVP whose members the given code writes. */
  public AvpWriter group(Avp avp, Consumer<AvpWriter> members) {
    int mark = begin(avp);
    members.accept(this);
    return end(mark);
  }

  /** Opens a grouped AVP; hand the result to {@link #end}. */
  public int begin(Avp avp) {
    check(avp, AvpType.GROUPED);
    int mark = position;
    header(avp, 0);
    return mark;
  }

  /** Closes the grouped AVP opened at the mark: its length is known only now. */
  public AvpWriter end(int mark) {
    INT.set(buffer, mark + 4, ((int) INT.get(buffer, mark + 4) & 0xFF00_0000) | (position - mark));
    return this;
  }

  /** Takes a grouped AVP back when nothing was written into it. */
  public AvpWriter endUnlessEmpty(Avp avp, int mark) {
    if (position == mark + avp.headerLength()) {
      position = mark;
      return this;
    }
    return end(mark);
  }

  /** AVPs that are encoded already. */
  public AvpWriter append(Avps avps) {
    int length = avps.length();
    reserve(length);
    avps.copyTo(buffer, position);
    position += length;
    return this;
  }

  /** Bytes written so far. */
  public int size() {
    return position;
  }

  /** A copy of what was written so far. */
  public Avps toAvps() {
    return Avps.of(Arrays.copyOf(buffer, position));
  }

  /** What was written, without a copy; nothing more may be written. */
  public Avps finish() {
    Avps avps = Avps.of(buffer, 0, position);
    buffer = NONE;
    position = 0;
    return avps;
  }

  private AvpWriter data(Avp avp, byte[] value) {
    int at = header(avp, value.length);
    System.arraycopy(value, 0, buffer, at, value.length);
    return this;
  }

  /** Writes the header, zeroes the padding, and returns where the data goes. */
  private int header(Avp avp, int dataLength) {
    int headerLength = avp.headerLength();
    int length = headerLength + dataLength;
    if (length > 0xFF_FFFF) {
      throw new IllegalArgumentException(avp + ": " + length + " bytes (expected: below 2^24)");
    }
    int at = position;
    int next = at + AvpHeader.padded(length);
    if (next > buffer.length) {
      reserve(next - at);
    }
    byte[] out = buffer;
    // The last word first: where it is padding, or data that ends in padding, it must be zero.
    INT.set(out, next - 4, 0);
    LONG.set(out, at, avp.firstWords() | length);
    if (headerLength == 12) {
      INT.set(out, at + 8, avp.vendor());
    }
    position = next;
    return at + headerLength;
  }

  private void reserve(int bytes) {
    if (position + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(Math.max(32, buffer.length * 2), position + bytes));
    }
  }

  private static void check(Avp avp, AvpType expected) {
    if (avp.type() != expected) {
      throw wrongType(avp, expected.toString());
    }
  }

  private static IllegalArgumentException wrongType(Avp avp, String written) {
    return new IllegalArgumentException(
        avp + ": written as " + written + " (expected: " + avp.type() + ")");
  }
}
