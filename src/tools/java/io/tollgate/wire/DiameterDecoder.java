package io.tollgate.wire;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a Diameter message as tshark dissected it. */
final class DiameterDecoder {

  private static final Set<String> HEAD =
      Set.of(
          "diameter.avp.code",
          "diameter.avp.flags",
          "diameter.avp.len",
          "diameter.avp.vendorId",
          "diameter.avp.pad");
  private static final long WARNING = 0x600000;

  private DiameterDecoder() {}

  static DiameterEvent read(WireEvent.Packet packet, Pdml diameter) {
    return new DiameterEvent(
        packet,
        Integer.decode(diameter.shown("diameter.flags")),
        Integer.parseInt(diameter.shown("diameter.cmd.code")),
        Long.parseLong(diameter.shown("diameter.applicationId")),
        Long.decode(diameter.shown("diameter.hopbyhopid")),
        Long.decode(diameter.shown("diameter.endtoendid")),
        avps(diameter));
  }

  private static List<WireAvp> avps(Pdml parent) {
    return parent.fields("diameter.avp").map(DiameterDecoder::avp).toList();
  }

  private static WireAvp avp(Pdml field) {
    int code = Integer.parseInt(field.shown("diameter.avp.code"));
    int flags = Integer.decode(field.shown("diameter.avp.flags"));
    boolean vendor = (flags & 0x80) != 0;
    int length = Integer.parseInt(field.shown("diameter.avp.len"));
    int head = vendor ? 12 : 8;
    List<WireAvp> children = values(field).flatMap(value -> avps(value).stream()).toList();
    return new WireAvp(
        code,
        vendor
            ? Long.parseLong(
                field.fields("diameter.avp.vendorId").findFirst().orElseThrow().shown())
            : 0,
        flags,
        name(field, code),
        values(field).findFirst().map(Pdml::shown).orElse(""),
        field.hex().substring(2 * head, Math.min(field.hex().length(), 2 * length)),
        children,
        complaints(field));
  }

  private static Stream<Pdml> values(Pdml field) {
    return field.fields().filter(child -> !HEAD.contains(child.name()));
  }

  private static String name(Pdml field, int code) {
    String label = field.fields("diameter.avp.code").findFirst().map(Pdml::label).orElse("");
    return label.replaceFirst("^AVP Code: " + code + " ?", "");
  }

  /** Expert information of this AVP, not of those inside it. */
  private static List<String> complaints(Pdml field) {
    return Stream.concat(field.fields(), values(field).flatMap(Pdml::fields))
        .filter(child -> child.name().equals("_ws.expert"))
        .filter(expert -> Long.parseLong(expert.shown("_ws.expert.severity")) >= WARNING)
        .map(expert -> expert.shown("_ws.expert.message"))
        .toList();
  }
}
