package io.tollgate.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a SIP message as tshark dissected it. */
final class SipDecoder {
  private SipDecoder() {}

  static SipEvent read(WireEvent.Packet where, Pdml packet, Pdml sip) {
    return new SipEvent(where, startLine(sip), headers(sip), body(packet, sip));
  }

  private static String startLine(Pdml sip) {
    return Stream.concat(sip.fields("sip.Request-Line"), sip.fields("sip.Status-Line"))
        .findFirst()
        .map(Pdml::shown)
        .orElse("");
  }

  /** A field for each header line; what tshark derives from one stands at the same place. */
  private static Map<String, List<String>> headers(Pdml sip) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    Set<Integer> places = new HashSet<>();
    sip.fields("sip.msg_hdr")
        .flatMap(Pdml::fields)
        .filter(field -> places.add(field.position()))
        .forEach(
            field -> {
              String line = utf8(field.bytes()).replaceAll("\r\n[ \t]+", " ");
              int colon = line.indexOf(':');
              if (colon > 0) {
                headers
                    .computeIfAbsent(
                        SipEvent.longName(line.substring(0, colon).strip()),
                        name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
              }
            });
    return headers;
  }

  /** The octets at the place that tshark says: it shows what is in them, but not themselves. */
  private static String body(Pdml packet, Pdml sip) {
    Pdml body = sip.fields("sip.msg_body").findFirst().orElse(null);
    Pdml payload =
        Stream.of("udp", "tcp")
            .flatMap(
                transport ->
                    packet
                        .protocols(transport)
                        .flatMap(proto -> proto.fields(transport + ".payload")))
            .findFirst()
            .orElse(null);
    if (body == null || payload == null) {
      return "";
    }
    byte[] octets = payload.bytes();
    int from = body.position() - payload.position();
    int to = from + body.size();
    return from < 0 || to > octets.length ? "" : utf8(Arrays.copyOfRange(octets, from, to));
  }

  private static String utf8(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }
}
