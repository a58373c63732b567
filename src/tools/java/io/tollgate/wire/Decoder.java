package io.tollgate.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** Has tshark dissect a capture file and reads its PDML. */
final class Decoder {

  private final WatchedPorts ports;

  Decoder(WatchedPorts ports) {
    this.ports = ports;
  }

  Trace decode(Path file) throws IOException {
    List<WireEvent> events = new ArrayList<>();
    MsrpStreams msrp = new MsrpStreams();
    for (Pdml packet : packets(file)) {
      WireEvent.Packet where = PacketHead.read(packet);
      packet
          .protocols("diameter")
          .forEach(diameter -> events.add(DiameterDecoder.read(where, diameter)));
      if (ports.isMsrp(where)) {
        payload(packet, "tcp").forEach(octets -> events.addAll(msrp.append(where, octets)));
      } else if (ports.isSip(where)) {
        packet.protocols("sip").forEach(sip -> events.add(SipDecoder.read(where, packet, sip)));
      }
    }
    return new Trace(events);
  }

  private static Stream<byte[]> payload(Pdml packet, String transport) {
    return packet
        .protocols(transport)
        .flatMap(proto -> proto.fields(transport + ".payload"))
        .map(Pdml::bytes);
  }

  private List<Pdml> packets(Path file) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Tool.TSHARK.command(), "-n", "-r", file.toString()));
    command.addAll(ports.decodeAs());
    command.addAll(List.of("-Y", "udp or tcp.len > 0"));
    command.addAll(List.of("-T", "pdml", "-J", "ip tcp udp diameter sip"));
    Process tshark =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (InputStream pdml = tshark.getInputStream()) {
      Document document =
          DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(pdml);
      return new Pdml(document.getDocumentElement()).children("packet").toList();
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException("tshark did not give readable PDML of " + file, e);
    }
  }
}
