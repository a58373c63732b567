package io.tollgate.diameter.avp;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An AVP with the groups in which it stands, for reports.
 *
 * @param path the groups from the outside, and the AVP itself at the end
 * @param data without the header
 */
public record PlacedAvp(List<Key> path, int flags, Avps data) {
  private static final int LONGEST_VALUE = 64;

  /** Code and vendor. */
  public record Key(int code, int vendor) {

    public static Key of(Avp avp) {
      return new Key(avp.code(), avp.vendor());
    }

    /** Its row in the catalogue; null for none. */
    public @Nullable Avp row() {
      return Catalogue.find(code, vendor);
    }

    /** Its name, or its code where it has none here. */
    public String name() {
      Avp row = row();
      return row == null ? Integer.toUnsignedString(code) : row.name();
    }

    @Override
    public String toString() {
      Avp row = row();
      return row == null
          ? "AVP " + Integer.toUnsignedString(code) + (vendor == 0 ? "" : "/" + vendor)
          : row.toString();
    }
  }

  public PlacedAvp {
    path = List.copyOf(path);
  }

  /** All, each group before its members. */
  public static List<PlacedAvp> all(Avps avps) {
    List<PlacedAvp> all = new ArrayList<>();
    if (isWellFormed(avps)) {
      walk(avps, List.of(), all);
    }
    return all;
  }

  private static void walk(Avps avps, List<Key> above, List<PlacedAvp> all) {
    avps.forEach(
        (code, flags, vendor, data) -> {
          PlacedAvp one = new PlacedAvp(below(above, code, vendor), flags, data);
          all.add(one);
          if (one.isGroup() && above.size() < AvpChecker.DEEPEST_NESTING) {
            walk(data, one.path, all);
          }
        });
  }

  /**
   * What an answer names in Failed-AVP: the innermost, in the groups that lead to it (RFC 6733
   * 7.5). Where a peer copies a whole group, nothing tells which of its members is meant, and it is
   * the group that is named.
   */
  public static List<PlacedAvp> failed(Avps answer) {
    List<PlacedAvp> innermost = new ArrayList<>();
    for (Avps failed : answer.groups(BaseAvps.FAILED_AVP)) {
      if (isWellFormed(failed)) {
        failed.forEach(
            (code, flags, vendor, data) ->
                innermost.add(
                    new PlacedAvp(below(List.of(), code, vendor), flags, data).innermost()));
      }
    }
    return innermost;
  }

  private PlacedAvp innermost() {
    List<PlacedAvp> members = new ArrayList<>();
    if (isGroup() && path.size() < AvpChecker.DEEPEST_NESTING) {
      data.forEach(
          (code, flagsOfIt, vendor, value) ->
              members.add(new PlacedAvp(below(path, code, vendor), flagsOfIt, value)));
    }
    return members.size() == 1 ? members.get(0).innermost() : this;
  }

  private static List<Key> below(List<Key> above, int code, int vendor) {
    List<Key> path = new ArrayList<>(above);
    path.add(new Key(code, vendor));
    return path;
  }

  /** Code and vendor of the AVP itself. */
  public Key key() {
    return path.get(path.size() - 1);
  }

  public boolean is(Avp avp) {
    return key().equals(Key.of(avp));
  }

  /** Whether it stands in such a group, or is it. */
  public boolean isWithin(Avp group) {
    return path.contains(Key.of(group));
  }

  public boolean isMandatory() {
    return (flags & AvpHeader.MANDATORY) != 0;
  }

  /** Whether the path ends so. */
  public boolean endsWith(List<Key> end) {
    return end.size() <= path.size()
        && path.subList(path.size() - end.size(), path.size()).equals(end);
  }

  /** A group whose members can be read. */
  public boolean isGroup() {
    Avp row = key().row();
    return row != null && row.type() == AvpType.GROUPED && isWellFormed(data);
  }

  /** Names with codes, from the outside. */
  @Override
  public String toString() {
    return path.stream().map(Key::toString).collect(Collectors.joining(" > "));
  }

  /** Its value as its type has it; hexadecimal where that is not known or does not fit. */
  public String value() {
    Avp row = key().row();
    byte[] bytes = data.toBytes();
    if (row == null) {
      return hex(bytes);
    }
    int fixed = row.type().fixedLength();
    if (fixed >= 0 && bytes.length != fixed) {
      return hex(bytes);
    }
    return switch (row.type()) {
      case UTF8_STRING, DIAMETER_IDENTITY, DIAMETER_URI -> text(bytes);
      case INTEGER_32, ENUMERATED -> Integer.toString(ByteBuffer.wrap(bytes).getInt());
      case UNSIGNED_32 -> Integer.toUnsignedString(ByteBuffer.wrap(bytes).getInt());
      case INTEGER_64 -> Long.toString(ByteBuffer.wrap(bytes).getLong());
      case UNSIGNED_64 -> new BigInteger(1, bytes).toString();
      case TIME -> DiameterTime.fromWire(ByteBuffer.wrap(bytes).getInt()).toString();
      case GROUPED -> isGroup() ? "group" : hex(bytes);
      case OCTET_STRING, ADDRESS, FLOAT_32, FLOAT_64 -> hex(bytes);
    };
  }

  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String shown = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text;
    return '"' + shown.replaceAll("\\p{Cntrl}", "?") + '"';
  }

  private static String hex(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes, 0, Math.min(LONGEST_VALUE, bytes.length));
    return "0x" + (bytes.length > LONGEST_VALUE ? hex + "..." : hex);
  }

  private static boolean isWellFormed(Avps avps) {
    try {
      byte[] bytes = avps.toBytes();
      AvpChecker.checkShape(bytes, 0, bytes.length);
      return true;
    } catch (MalformedException e) {
      return false;
    }
  }
}
