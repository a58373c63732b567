package io.tollgate.ledger.cdr;

import com.beanit.asn1bean.ber.BerLength;
import com.beanit.asn1bean.ber.BerTag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * Prints a file of charging data records for people; what is wrong with it is said with its place.
 */
public final class CdrReader {
  private static final int EXTENDED = 7;
  private static final int MOST_DEEP = 16;
  private static final List<String> REASONS =
      List.of("normal", "size", "time", "count", "manual", "change");

  private final PrintWriter out;

  public CdrReader(PrintWriter out) {
    this.out = out;
  }

  /**
   * @return how many records it has
   * @throws IOException if it cannot be read or is not what it says
   */
  public long print(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    if (startsLikeText(all)) {
      String text = new String(all, StandardCharsets.UTF_8);
      out.print(text);
      return Math.max(0, text.lines().count() - 1);
    }
    return data(ByteBuffer.wrap(all));
  }

  private static boolean startsLikeText(byte[] all) {
    byte[] text = CsvCdr.header();
    return all.length >= text.length
        && ByteBuffer.wrap(all, 0, text.length).equals(ByteBuffer.wrap(text));
  }

  private long data(ByteBuffer file) throws IOException {
    expect(file.remaining() >= FileHeader.LENGTH - 2, 0, "a file of at least 52 octets");
    long octets = Integer.toUnsignedLong(file.getInt());
    int header = file.getInt();
    expect(
        octets == file.limit(),
        0,
        "a length of %d, as the file has, not %d".formatted(file.limit(), octets));
    expect(
        header >= FileHeader.LENGTH - 4 && header <= file.limit(), 4, "a header within the file");
    int high = file.get() & 0xff;
    int low = file.get() & 0xff;
    int opened = file.getInt();
    int appended = file.getInt();
    long records = Integer.toUnsignedLong(file.getInt());
    long sequence = Integer.toUnsignedLong(file.getInt());
    int reason = file.get() & 0xff;
    out.printf(
        "file %d, %d records, %d octets, closed by %s%n",
        sequence, records, octets, reason < REASONS.size() ? REASONS.get(reason) : reason);
    out.printf(
        "opened %s, last record %s; TS 32.298 release %s to %s%n",
        time(opened),
        time(appended),
        release(low, file.get(header - 1)),
        release(high, file.get(header - 2)));
    file.position(header);
    long found = 0;
    while (file.hasRemaining()) {
      record(file, ++found);
    }
    expect(found == records, 18, found + " records, as there are");
    return found;
  }

  /**
   * Three bits of release, five of version (TS 32.297 6.1.1).
   *
   * @param extension how far beyond 10 a release is that three bits do not hold
   */
  private static String release(int octet, int extension) {
    int release = octet >> 5;
    return (release == EXTENDED ? extension + 10 : release + 3) + "." + (octet & 0x1f);
  }

  private static String time(int packed) {
    return "%02d-%02d %02d:%02d%s%02d%02d"
        .formatted(
            packed >>> 28,
            packed >>> 23 & 0x1f,
            packed >>> 18 & 0x1f,
            packed >>> 12 & 0x3f,
            (packed & 1 << 11) != 0 ? "+" : "-",
            packed >>> 6 & 0x1f,
            packed & 0x3f);
  }

  private void record(ByteBuffer file, long number) throws IOException {
    int at = file.position();
    expect(file.remaining() >= FileHeader.RECORD_LENGTH, at, "a whole record header");
    int length = Short.toUnsignedInt(file.getShort());
    boolean extended = (file.get() & 0xff) >> 5 == EXTENDED;
    int format = (file.get() & 0xff) >> 5;
    expect(format == 1, at + 3, "BER");
    if (extended) {
      file.get();
    }
    expect(length <= file.remaining(), at, "a record within the file");
    byte[] body = new byte[length];
    file.get(body);
    out.printf("%nrecord %d%n", number);
    ByteArrayInputStream in = new ByteArrayInputStream(body);
    BerTag tag = tag(in);
    expect(tag.tagNumber == AsTags.AS_RECORD, at, "an aSRecord [69]");
    BerLength outer = length(in, at);
    expect(outer.val == in.available(), at, "a record as long as it says");
    group(in.readAllBytes(), AsSchema.AS_RECORD, 1, at);
    expect(in.available() == 0, at, "nothing behind the record");
  }

  private void group(byte[] body, AsSchema.Group type, int depth, int at) throws IOException {
    expect(depth <= MOST_DEEP, at, "at most %d levels".formatted(MOST_DEEP));
    ByteArrayInputStream in = new ByteArrayInputStream(body);
    while (in.available() > 0) {
      BerTag tag = tag(in);
      byte[] value = value(in, at);
      AsSchema.Member member = type.members().get(tag.tagNumber);
      if (member == null || tag.tagClass != BerTag.CONTEXT_CLASS) {
        line(depth, "[%d]".formatted(tag.tagNumber), HexFormat.of().formatHex(value));
      } else {
        member(member.name(), member.type(), value, depth, at);
      }
    }
  }

  private void member(String name, AsSchema.Type type, byte[] value, int depth, int at)
      throws IOException {
    if (type instanceof AsSchema.Leaf leaf) {
      line(depth, name, text(leaf, value));
    } else if (type instanceof AsSchema.Group group) {
      line(depth, name, "");
      group(value, group, depth + 1, at);
    } else if (type instanceof AsSchema.ListOf list) {
      list(name, list, value, depth, at);
    }
  }

  private void list(String name, AsSchema.ListOf list, byte[] body, int depth, int at)
      throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(body);
    while (in.available() > 0) {
      BerTag tag = tag(in);
      byte[] value = value(in, at);
      if (tag.tagClass == BerTag.UNIVERSAL_CLASS) {
        member(name, list.element(), value, depth, at);
      } else if (list.element() instanceof AsSchema.Group choice) {
        AsSchema.Member chosen = choice.members().get(tag.tagNumber);
        line(
            depth,
            name,
            chosen == null ? HexFormat.of().formatHex(value) : text(AsSchema.Leaf.TEXT, value));
      }
    }
  }

  private void line(int depth, String name, String value) {
    out.println("  ".repeat(depth) + name + (value.isEmpty() ? "" : ": " + value));
  }

  /** Control characters of a subscriber's do not reach the terminal. */
  private static String text(AsSchema.Leaf leaf, byte[] value) {
    return switch (leaf) {
      case TEXT -> new String(value, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
      case INTEGER -> value.length == 0 ? "?" : new BigInteger(value).toString();
      case BOOLEAN -> value.length == 1 && value[0] != 0 ? "true" : "false";
      case NOTHING -> "yes";
      case TIME -> timestamp(value);
    };
  }

  private static String timestamp(byte[] value) {
    String hex = HexFormat.of().formatHex(value);
    if (value.length != 9) {
      return hex;
    }
    return "20%s-%s-%s %s:%s:%s%s%s"
        .formatted(
            hex.substring(0, 2),
            hex.substring(2, 4),
            hex.substring(4, 6),
            hex.substring(6, 8),
            hex.substring(8, 10),
            hex.substring(10, 12),
            (char) value[6],
            hex.substring(14));
  }

  private static BerTag tag(ByteArrayInputStream in) throws IOException {
    BerTag tag = new BerTag();
    tag.decode(in);
    return tag;
  }

  private static BerLength length(ByteArrayInputStream in, int at) throws IOException {
    BerLength length = new BerLength();
    length.decode(in);
    expect(
        length.val >= 0 && length.val <= in.available(),
        at,
        "a length of at most %d".formatted(in.available()));
    return length;
  }

  private static byte[] value(ByteArrayInputStream in, int at) throws IOException {
    byte[] value = new byte[length(in, at).val];
    expect(in.read(value, 0, value.length) == value.length || value.length == 0, at, "a value");
    return value;
  }

  private static void expect(boolean condition, int at, String what) throws IOException {
    if (!condition) {
      throw new IOException("at octet %d (expected: %s)".formatted(at, what));
    }
  }
}
