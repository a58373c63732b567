package io.tollgate.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts SIP messages out of datagrams and out of the TCP payloads of each direction. */
final class SipStreams {

  private final Map<String, StringBuilder> streams = new HashMap<>();

  List<SipEvent> datagram(WireEvent.Packet packet, byte[] payload) {
    return cut(packet, new StringBuilder(new String(payload, StandardCharsets.ISO_8859_1)));
  }

  List<SipEvent> append(WireEvent.Packet packet, byte[] payload) {
    StringBuilder stream =
        streams.computeIfAbsent(packet.from() + ">" + packet.to(), key -> new StringBuilder());
    stream.append(new String(payload, StandardCharsets.ISO_8859_1));
    return cut(packet, stream);
  }

  private static List<SipEvent> cut(WireEvent.Packet packet, StringBuilder stream) {
    List<SipEvent> complete = new ArrayList<>();
    while (true) {
      while (stream.indexOf("\r\n") == 0) { // RFC 5626 keep-alive
        stream.delete(0, 2);
      }
      int end = stream.indexOf("\r\n\r\n");
      if (end < 0) {
        return complete;
      }
      String head = stream.substring(0, end);
      int line = head.indexOf("\r\n");
      String startLine = line < 0 ? head : head.substring(0, line);
      Map<String, List<String>> headers = headers(line < 0 ? "" : head.substring(line + 2));
      int length = length(headers);
      if (stream.length() < end + 4 + length) {
        return complete;
      }
      String body = stream.substring(end + 4, end + 4 + length);
      stream.delete(0, end + 4 + length);
      complete.add(new SipEvent(packet, startLine, headers, utf8(body)));
    }
  }

  private static Map<String, List<String>> headers(String text) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : utf8(text).replaceAll("\r\n[ \t]+", " ").split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers
            .computeIfAbsent(
                SipEvent.longName(line.substring(0, colon).strip()), name -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static int length(Map<String, List<String>> headers) {
    return headers.getOrDefault("content-length", List.of("0")).stream()
        .findFirst()
        .map(Integer::parseInt)
        .orElse(0);
  }

  private static String utf8(String octets) {
    return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
