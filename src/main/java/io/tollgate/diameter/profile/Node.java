package io.tollgate.diameter.profile;

import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpHeader;
import io.tollgate.diameter.avp.AvpType;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.Catalogue;
import io.tollgate.diameter.profile.Profile.AddedAvp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One AVP of a body that is being rewritten. */
final class Node {
  final int code;
  final int vendor;
  int flags;
  private byte[] data;

  /** Null where it is no group. */
  final @Nullable List<Node> members;

  private Node(int code, int vendor, int flags, byte[] data, @Nullable List<Node> members) {
    this.code = code;
    this.vendor = vendor;
    this.flags = flags;
    this.data = data;
    this.members = members;
  }

  static List<Node> of(Avps avps) {
    List<Node> nodes = new ArrayList<>();
    avps.forEach(
        (code, flags, vendor, data) -> {
          Avp row = Catalogue.find(code, vendor);
          boolean grouped = row != null && row.type() == AvpType.GROUPED;
          nodes.add(
              new Node(
                  code,
                  vendor,
                  flags,
                  grouped ? new byte[0] : data.toBytes(),
                  grouped ? of(data) : null));
        });
    return nodes;
  }

  static Node group(Avp avp) {
    return new Node(avp.code(), avp.vendor(), avp.flags(), new byte[0], new ArrayList<>());
  }

  static Node integer(Avp avp, int value) {
    return new Node(avp.code(), avp.vendor(), avp.flags(), bytes(value), null);
  }

  static Node text(Avp avp, String value) {
    return new Node(
        avp.code(), avp.vendor(), avp.flags(), value.getBytes(StandardCharsets.UTF_8), null);
  }

  static Node zero(Avp avp) {
    return new Node(
        avp.code(),
        avp.vendor(),
        avp.flags(),
        new byte[Math.max(0, avp.type().fixedLength())],
        null);
  }

  /** Throws IllegalArgumentException for a value that its type does not have. */
  static Node constant(AddedAvp added) {
    Avp avp = added.avp();
    String value = added.value();
    byte[] data =
        switch (avp.type()) {
          case UTF8_STRING, DIAMETER_IDENTITY, DIAMETER_URI ->
              value.getBytes(StandardCharsets.UTF_8);
          case OCTET_STRING -> HexFormat.of().parseHex(value);
          case INTEGER_32, ENUMERATED -> bytes(Integer.parseInt(value));
          case UNSIGNED_32 -> bytes(Integer.parseUnsignedInt(value));
          case INTEGER_64 -> ByteBuffer.allocate(Long.BYTES).putLong(Long.parseLong(value)).array();
          case UNSIGNED_64 ->
              ByteBuffer.allocate(Long.BYTES).putLong(Long.parseUnsignedLong(value)).array();
          case FLOAT_32, FLOAT_64, TIME, ADDRESS, GROUPED ->
              throw new IllegalArgumentException("constants have no such type");
        };
    return new Node(avp.code(), avp.vendor(), avp.flags(), data, null);
  }

  boolean is(Avp avp) {
    return code == avp.code() && vendor == avp.vendor();
  }

  void mandatory(boolean set) {
    flags = set ? flags | AvpHeader.MANDATORY : flags & ~AvpHeader.MANDATORY;
  }

  /** A 32-bit number becomes its decimal digits. */
  void toText() {
    if (data.length == Integer.BYTES) {
      text(Long.toString(ByteBuffer.wrap(data).getInt() & 0xFFFF_FFFFL));
    }
  }

  void text(String value) {
    data = value.getBytes(StandardCharsets.UTF_8);
  }

  String text() {
    return new String(data, StandardCharsets.UTF_8);
  }

  int integer() {
    return data.length == Integer.BYTES ? ByteBuffer.wrap(data).getInt() : -1;
  }

  boolean isZero() {
    for (byte one : data) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  List<Node> within() {
    return members == null ? List.of() : members;
  }

  static @Nullable Node find(List<Node> nodes, Avp avp) {
    for (Node node : nodes) {
      if (node.is(avp)) {
        return node;
      }
    }
    return null;
  }

  private int length() {
    int header = vendor == 0 ? 8 : 12;
    return header + (members == null ? data.length : lengthOf(members));
  }

  private static int lengthOf(List<Node> nodes) {
    return nodes.stream().mapToInt(node -> AvpHeader.padded(node.length())).sum();
  }

  static Avps write(List<Node> nodes) {
    ByteBuffer out = ByteBuffer.allocate(lengthOf(nodes));
    nodes.forEach(node -> node.write(out));
    return Avps.of(out.array());
  }

  private void write(ByteBuffer out) {
    int length = length();
    int end = out.position() + AvpHeader.padded(length);
    out.putInt(code).putInt(flags << 24 | length);
    if (vendor != 0) {
      out.putInt(vendor);
    }
    if (members == null) {
      out.put(data);
    } else {
      members.forEach(node -> node.write(out));
    }
    out.position(end);
  }

  private static byte[] bytes(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }
}
