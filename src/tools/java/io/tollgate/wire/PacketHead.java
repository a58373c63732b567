package io.tollgate.wire;

import java.math.BigDecimal;
import java.time.Instant;

/** Frame number, time and ends of a packet. */
final class PacketHead {

  private PacketHead() {}

  static WireEvent.Packet read(Pdml packet) {
    Pdml general = packet.protocols("geninfo").findFirst().orElseThrow();
    int frame = Integer.parseInt(general.shown("num"));
    BigDecimal time =
        new BigDecimal(general.fields("timestamp").findFirst().map(Pdml::hex).orElse("0"));
    return new WireEvent.Packet(
        frame,
        Instant.ofEpochSecond(
            time.longValue(), time.remainder(BigDecimal.ONE).movePointRight(9).longValue()),
        new Endpoint(packet.shown("ip.src"), port(packet, "srcport")),
        new Endpoint(packet.shown("ip.dst"), port(packet, "dstport")));
  }

  private static int port(Pdml packet, String which) {
    String udp = packet.shown("udp." + which);
    String text = udp.isEmpty() ? packet.shown("tcp." + which) : udp;
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }
}
