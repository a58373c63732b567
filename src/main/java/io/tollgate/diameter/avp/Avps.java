package io.tollgate.diameter.avp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of encoded AVPs, read in place. Everything that came from outside has been through the
 * decoder before, so lengths and types hold here; a lookup of a single AVP takes the first.
 */
public final class Avps {
  public static final Avps NONE = new Avps(new byte[0], 0, 0);

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private final int from;
  private final int to;

  private Avps(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  /** Wraps the array, which the caller gives away. */
  public static Avps of(byte[] bytes) {
    return new Avps(bytes, 0, bytes.length);
  }

  /** A part of the array, which the caller gives away. */
  public static Avps of(byte[] bytes, int from, int to) {
    return new Avps(bytes, from, to);
  }

  public int length() {
    return to - from;
  }

  public boolean isEmpty() {
    return from == to;
  }

  public void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, from, target, at, length());
  }

  public byte[] toBytes() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Gives the underlying bytes to code that copies them on, such as a socket buffer. */
  public <R> R read(ByteRange<R> reader) {
    return reader.read(bytes, from, length());
  }

  /** Takes a range of bytes it must not change or keep. */
  @FunctionalInterface
  public interface ByteRange<R> {
    R read(byte[] bytes, int offset, int length);
  }

  public boolean has(Avp avp) {
    return find(avp, from) >= 0;
  }

  public @Nullable String text(Avp avp) {
    int at = find(avp, from);
    return at < 0 ? null : textAt(at);
  }

  public List<String> texts(Avp avp) {
    List<String> found = new ArrayList<>();
    for (int at = find(avp, from); at >= 0; at = find(avp, next(at))) {
      found.add(textAt(at));
    }
    return found;
  }

  public byte @Nullable [] octets(Avp avp) {
    int at = find(avp, from);
    return at < 0 ? null : Arrays.copyOfRange(bytes, dataAt(at), at + lengthAt(at));
  }

  /** An Enumerated or Integer32. */
  public OptionalInt integer32(Avp avp) {
    int at = find(avp, from);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of((int) INT.get(bytes, dataAt(at)));
  }

  /** Every value of a repeated Enumerated or Integer32. */
  public List<Integer> integers32(Avp avp) {
    List<Integer> found = new ArrayList<>();
    for (int at = find(avp, from); at >= 0; at = find(avp, next(at))) {
      found.add((int) INT.get(bytes, dataAt(at)));
    }
    return found;
  }

  public OptionalLong unsigned32(Avp avp) {
    int at = find(avp, from);
    return at < 0
        ? OptionalLong.empty()
        : OptionalLong.of(Integer.toUnsignedLong((int) INT.get(bytes, dataAt(at))));
  }

  /** Every value of a repeated Unsigned32. */
  public List<Long> unsigneds32(Avp avp) {
    List<Long> found = new ArrayList<>();
    for (int at = find(avp, from); at >= 0; at = find(avp, next(at))) {
      found.add(Integer.toUnsignedLong((int) INT.get(bytes, dataAt(at))));
    }
    return found;
  }

  /** An Unsigned64 or Integer64; unsigned values above {@link Long#MAX_VALUE} come out negative. */
  public OptionalLong integer64(Avp avp) {
    int at = find(avp, from);
    return at < 0 ? OptionalLong.empty() : OptionalLong.of((long) LONG.get(bytes, dataAt(at)));
  }

  public @Nullable Float float32(Avp avp) {
    int at = find(avp, from);
    return at < 0 ? null : Float.intBitsToFloat((int) INT.get(bytes, dataAt(at)));
  }

  public @Nullable Double float64(Avp avp) {
    int at = find(avp, from);
    return at < 0 ? null : Double.longBitsToDouble((long) LONG.get(bytes, dataAt(at)));
  }

  public @Nullable Instant time(Avp avp) {
    int at = find(avp, from);
    return at < 0 ? null : DiameterTime.fromWire((int) INT.get(bytes, dataAt(at)));
  }

  public @Nullable InetAddress address(Avp avp) {
    int at = find(avp, from);
    if (at < 0) {
      return null;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, dataAt(at) + 2, at + lengthAt(at)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(avp + ": the decoder let a wrong length through", e);
    }
  }

  public @Nullable Avps group(Avp avp) {
    int at = find(avp, from);
    return at < 0 ? null : groupAt(at);
  }

  public List<Avps> groups(Avp avp) {
    List<Avps> found = new ArrayList<>();
    for (int at = find(avp, from); at >= 0; at = find(avp, next(at))) {
      found.add(groupAt(at));
    }
    return found;
  }

  /** Walks over the AVPs as they stand. */
  public void forEach(Visitor visitor) {
    for (int at = from; at < to; at = next(at)) {
      int data = dataAt(at);
      visitor.avp(
          (int) INT.get(bytes, at),
          bytes[at + 4] & 0xFF,
          vendorAt(at),
          of(bytes, data, at + lengthAt(at)));
    }
  }

  /** Sees one AVP: identification, flags and its bare data. */
  @FunctionalInterface
  public interface Visitor {
    void avp(int code, int flags, int vendor, Avps data);
  }

  private int find(Avp avp, int start) {
    int code = avp.code();
    int vendor = avp.vendor();
    for (int at = start; at < to; at = next(at)) {
      if ((int) INT.get(bytes, at) == code && vendorAt(at) == vendor) {
        return at;
      }
    }
    return -1;
  }

  private int next(int at) {
    return at + AvpHeader.padded(lengthAt(at));
  }

  private int lengthAt(int at) {
    return (int) INT.get(bytes, at + 4) & 0xFF_FFFF;
  }

  private int vendorAt(int at) {
    return bytes[at + 4] < 0 ? (int) INT.get(bytes, at + 8) : 0;
  }

  private int dataAt(int at) {
    return bytes[at + 4] < 0 ? at + 12 : at + 8;
  }

  private String textAt(int at) {
    int data = dataAt(at);
    return new String(bytes, data, at + lengthAt(at) - data, StandardCharsets.UTF_8);
  }

  private Avps groupAt(int at) {
    return new Avps(bytes, dataAt(at), at + lengthAt(at));
  }
}
