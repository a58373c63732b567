package io.tollgate.ledger.cdr;

import com.beanit.asn1bean.ber.BerLength;
import com.beanit.asn1bean.ber.BerTag;
import com.beanit.asn1bean.ber.ReverseByteArrayOutputStream;
import com.beanit.asn1bean.ber.types.BerBoolean;
import com.beanit.asn1bean.ber.types.BerInteger;
import com.beanit.asn1bean.ber.types.BerNull;
import com.beanit.asn1bean.ber.types.BerOctetString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** A value with its tag: primitive, or made of others. */
sealed interface BerField {
  /**
   * Writes backwards, as lengths stand before what they count.
   *
   * @return octets written
   */
  int encode(OutputStream out) throws IOException;

  default byte[] octets() {
    ReverseByteArrayOutputStream out = new ReverseByteArrayOutputStream(1024, true);
    try {
      encode(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.getArray();
  }

  record Primitive(BerTag tag, Value value) implements BerField {
    @Override
    public int encode(OutputStream out) throws IOException {
      int length = value.encode(out);
      return length + tag.encode(out);
    }
  }

  record Constructed(BerTag tag, List<BerField> parts) implements BerField {
    public Constructed {
      parts = List.copyOf(parts);
    }

    @Override
    public int encode(OutputStream out) throws IOException {
      int length = 0;
      for (int i = parts.size() - 1; i >= 0; i--) {
        length += parts.get(i).encode(out);
      }
      length += BerLength.encodeLength(out, length);
      return length + tag.encode(out);
    }
  }

  /** Length and contents. */
  @FunctionalInterface
  interface Value {
    int encode(OutputStream out) throws IOException;
  }

  static BerTag context(int number, boolean constructed) {
    return new BerTag(
        BerTag.CONTEXT_CLASS, constructed ? BerTag.CONSTRUCTED : BerTag.PRIMITIVE, number);
  }

  static BerField octets(int tag, byte[] octets) {
    return new Primitive(context(tag, false), out -> new BerOctetString(octets).encode(out, false));
  }

  /**
   * GraphicString, UTF8String, or text in an OCTET STRING: under implicit tags they are the same.
   */
  static BerField text(int tag, String text) {
    return octets(tag, text.getBytes(StandardCharsets.UTF_8));
  }

  static BerField integer(int tag, long value) {
    return new Primitive(context(tag, false), out -> new BerInteger(value).encode(out, false));
  }

  static BerField bool(int tag, boolean value) {
    return new Primitive(context(tag, false), out -> new BerBoolean(value).encode(out, false));
  }

  static BerField nothing(int tag) {
    return new Primitive(context(tag, false), out -> new BerNull().encode(out, false));
  }

  static BerField group(int tag, List<BerField> parts) {
    return new Constructed(context(tag, true), parts);
  }

  static BerField sequence(List<BerField> parts) {
    return new Constructed(BerTag.SEQUENCE, parts);
  }

  static BerField set(List<BerField> parts) {
    return new Constructed(BerTag.SET, parts);
  }

  /** TimeStamp (TS 32.298 5.1.1): YYMMDDhhmmss in BCD, the sign in ASCII, hhmm in BCD. */
  static BerField time(int tag, Instant time) {
    ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
    return octets(
        tag,
        new byte[] {
          bcd(utc.getYear() % 100),
          bcd(utc.getMonthValue()),
          bcd(utc.getDayOfMonth()),
          bcd(utc.getHour()),
          bcd(utc.getMinute()),
          bcd(utc.getSecond()),
          '+',
          0,
          0
        });
  }

  private static byte bcd(int value) {
    return (byte) (value / 10 << 4 | value % 10);
  }
}
