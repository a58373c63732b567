package io.tollgate.diameter.avp;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * AVPs for people to read: by their names, groups with their members. Takes whatever there is, also
 * what the decoder refuses: a length that cannot be ends the reading, and that is said.
 */
public final class AvpTree {
  private static final int DEEPEST = 16;
  private static final int MOST = 2_000;
  private static final int LONGEST_TEXT = 1_000;
  private static final int LONGEST_OCTETS = 64;

  /**
   * One AVP.
   *
   * @param name as the catalogue has it; {@code AVP} and the code where it is not in there
   * @param known whether it is in the catalogue
   * @param text whether its value is whatever somebody wrote
   * @param value in words; empty for a group
   */
  public record Entry(
      String name,
      long code,
      long vendor,
      boolean mandatory,
      boolean known,
      boolean text,
      String value,
      List<Entry> members) {
    public Entry {
      members = List.copyOf(members);
    }
  }

  private int read;

  private AvpTree() {}

  /** What stands in the bytes from the given place on. */
  public static List<Entry> of(byte[] bytes, int from) {
    return new AvpTree().read(ByteBuffer.wrap(bytes, from, bytes.length - from).slice(), 0);
  }

  private List<Entry> read(ByteBuffer in, int depth) {
    List<Entry> entries = new ArrayList<>();
    while (in.remaining() >= 8) {
      int at = in.position();
      if (++read > MOST) {
        entries.add(broken("more than are shown here"));
        return entries;
      }
      int code = in.getInt(at);
      int flags = in.get(at + 4) & 0xFF;
      int length = in.getInt(at + 4) & 0xFF_FFFF;
      boolean ofVendor = (flags & AvpHeader.VENDOR) != 0;
      int header = ofVendor ? 12 : 8;
      if (length < header || length > in.remaining()) {
        entries.add(broken("cannot be read: AVP %d has the length %d".formatted(code, length)));
        return entries;
      }
      int vendor = ofVendor ? in.getInt(at + 8) : 0;
      entries.add(entry(code, vendor, flags, in.slice(at + header, length - header), depth));
      in.position(Math.min(in.limit(), at + AvpHeader.padded(length)));
    }
    return entries;
  }

  private static Entry broken(String why) {
    return new Entry("(the rest)", 0, 0, false, true, false, why, List.of());
  }

  private Entry entry(int code, int vendor, int flags, ByteBuffer data, int depth) {
    @Nullable Avp avp = Catalogue.find(code, vendor);
    boolean mandatory = (flags & AvpHeader.MANDATORY) != 0;
    long shownCode = Integer.toUnsignedLong(code);
    long shownVendor = Integer.toUnsignedLong(vendor);
    if (avp == null) {
      return new Entry(
          "AVP " + shownCode,
          shownCode,
          shownVendor,
          mandatory,
          false,
          true,
          octets(data),
          List.of());
    }
    boolean group = avp.type() == AvpType.GROUPED && depth < DEEPEST;
    return new Entry(
        avp.name(),
        shownCode,
        shownVendor,
        mandatory,
        true,
        avp.type().isText() || avp.type() == AvpType.OCTET_STRING || avp.type() == AvpType.ADDRESS,
        group ? "" : value(avp, data),
        group ? read(data, depth + 1) : List.of());
  }

  private static String value(Avp avp, ByteBuffer data) {
    int fixed = avp.type().fixedLength();
    if (fixed >= 0 && data.remaining() != fixed) {
      return octets(data) + " (expected: " + fixed + " octets)";
    }
    return switch (avp.type()) {
      case UTF8_STRING, DIAMETER_IDENTITY, DIAMETER_URI -> text(data);
      case INTEGER_32 -> Integer.toString(data.getInt());
      case UNSIGNED_32 -> number(avp, Integer.toUnsignedLong(data.getInt()));
      case INTEGER_64 -> Long.toString(data.getLong());
      case UNSIGNED_64 -> new BigInteger(1, bytes(data)).toString();
      case FLOAT_32 -> Float.toString(data.getFloat());
      case FLOAT_64 -> Double.toString(data.getDouble());
      case ENUMERATED -> enumerated(avp, data.getInt());
      case TIME -> DiameterTime.fromWire(data.getInt()).toString();
      case ADDRESS -> address(data);
      case OCTET_STRING, GROUPED -> octets(data);
    };
  }

  private static String number(Avp avp, long value) {
    return avp == BaseAvps.RESULT_CODE ? value + resultWords(value) : Long.toString(value);
  }

  private static String resultWords(long code) {
    return ResultCode.isSuccess(code) ? " (success)" : "";
  }

  private static String enumerated(Avp avp, int value) {
    @Nullable String word = null;
    if (avp == BaseAvps.ACCOUNTING_RECORD_TYPE) {
      word = word(value, 1, "event", "start", "interim", "stop");
    } else if (avp == CreditControlAvps.CC_REQUEST_TYPE) {
      word = word(value, 1, "initial", "update", "termination", "event");
    } else if (avp == CreditControlAvps.REQUESTED_ACTION) {
      word = word(value, 0, "direct debiting", "refund", "check balance", "price enquiry");
    } else if (avp == CreditControlAvps.SUBSCRIPTION_ID_TYPE) {
      word = word(value, 0, "E.164", "IMSI", "SIP URI", "NAI", "private");
    } else if (avp == CreditControlAvps.FINAL_UNIT_ACTION) {
      word = word(value, 0, "terminate", "redirect", "restrict access");
    }
    return word == null ? Integer.toString(value) : value + " (" + word + ")";
  }

  private static @Nullable String word(int value, int first, String... words) {
    return value < first || value - first >= words.length ? null : words[value - first];
  }

  private static String text(ByteBuffer data) {
    String text = StandardCharsets.UTF_8.decode(data).toString();
    return text.length() <= LONGEST_TEXT
        ? text
        : text.substring(0, LONGEST_TEXT) + "… (" + text.length() + " characters)";
  }

  private static String address(ByteBuffer data) {
    byte[] bytes = bytes(data);
    try {
      if (bytes.length == 6 || bytes.length == 18) {
        return InetAddress.getByAddress(java.util.Arrays.copyOfRange(bytes, 2, bytes.length))
            .getHostAddress();
      }
    } catch (UnknownHostException e) {
      // Of neither length: shown as it is.
      return HexFormat.of().formatHex(bytes);
    }
    return octets(ByteBuffer.wrap(bytes));
  }

  /** As text where it is one, else in hexadecimal digits. */
  private static String octets(ByteBuffer data) {
    int all = data.remaining();
    byte[] bytes = new byte[Math.min(all, LONGEST_OCTETS)];
    data.duplicate().get(bytes);
    boolean printable = all > 0;
    for (byte each : bytes) {
      printable &= each >= ' ' && each < 0x7F;
    }
    String shown =
        printable
            ? new String(bytes, StandardCharsets.US_ASCII)
            : HexFormat.ofDelimiter(" ").formatHex(bytes);
    return all <= LONGEST_OCTETS ? shown : shown + "… (" + all + " octets)";
  }

  private static byte[] bytes(ByteBuffer data) {
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    return bytes;
  }
}
