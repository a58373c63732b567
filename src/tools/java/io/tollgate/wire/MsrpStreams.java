package io.tollgate.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts MSRP messages (RFC 4975 clause 9) out of the TCP payloads of each direction; tshark's own
 * dissector only sees the first message of a segment.
 */
final class MsrpStreams {

  private static final Pattern START =
      Pattern.compile("MSRP ([A-Za-z0-9][A-Za-z0-9.\\-+%=]{3,31}) ([^\r\n]+)\r\n");

  private final Map<String, StringBuilder> streams = new HashMap<>();

  @SuppressWarnings("ArgumentSelectionDefectChecker")
  List<MsrpEvent> append(WireEvent.Packet packet, byte[] payload) {
    StringBuilder stream =
        streams.computeIfAbsent(packet.from() + ">" + packet.to(), key -> new StringBuilder());
    stream.append(new String(payload, StandardCharsets.ISO_8859_1));
    List<MsrpEvent> complete = new ArrayList<>();
    while (true) {
      Matcher start = START.matcher(stream);
      if (!start.find()) {
        return complete;
      }
      Matcher end =
          Pattern.compile("-------" + Pattern.quote(start.group(1)) + "([$+#])\r\n")
              .matcher(stream);
      if (!end.find(start.end())) {
        return complete;
      }
      complete.add(
          message(
              packet,
              start.group(1),
              start.group(2),
              stream.substring(start.end(), end.start()),
              end.group(1).charAt(0)));
      stream.delete(0, end.end());
    }
  }

  private static MsrpEvent message(
      WireEvent.Packet packet, String transaction, String what, String rest, char flag) {
    int split = rest.indexOf("\r\n\r\n");
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : (split < 0 ? rest : rest.substring(0, split)).split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    String body = split < 0 ? "" : rest.substring(split + 4).replaceFirst("\r\n$", "");
    String text = new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return new MsrpEvent(packet, transaction, what, headers, text, flag);
  }
}
