package io.tollgate.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One AVP as tshark understood it.
 *
 * @param name the name that tshark's dictionary gives to the code, empty if it knows none
 * @param shown the value as tshark shows it (enumerations as numbers)
 * @param hex the octets of the value, in hexadecimal
 * @param complaints tshark's expert warnings and errors about this AVP itself
 */
public record WireAvp(
    int code,
    long vendor,
    int flags,
    String name,
    String shown,
    String hex,
    List<WireAvp> children,
    List<String> complaints) {

  public boolean mandatory() {
    return (flags & 0x40) != 0;
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  boolean isInteger() {
    return hex.length() == 8 || hex.length() == 16;
  }

  /** The value of a four or eight octet integer. */
  public long number() {
    byte[] value = bytes();
    return switch (value.length) {
      case 4 -> ByteBuffer.wrap(value).getInt();
      case 8 -> ByteBuffer.wrap(value).getLong();
      default ->
          throw new AssertionError(this + ": " + value.length + " octets (expected: 4 or 8)");
    };
  }

  /** This AVP and everything inside it, in the order of the wire. */
  public List<WireAvp> flattened() {
    List<WireAvp> all = new ArrayList<>();
    all.add(this);
    children.forEach(child -> all.addAll(child.flattened()));
    return all;
  }

  @Override
  public String toString() {
    return (name.isEmpty() ? "AVP" : name)
        + "("
        + code
        + ")="
        + (children.isEmpty() ? shown : children);
  }
}
