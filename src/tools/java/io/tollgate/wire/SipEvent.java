package io.tollgate.wire;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A SIP message.
 *
 * @param startLine request line or status line
 * @param headers header values in order, by lower-case long name
 * @param body the body as text, empty if there is none
 */
public record SipEvent(
    Packet packet, String startLine, Map<String, List<String>> headers, String body)
    implements WireEvent {

  private static final Map<String, String> COMPACT =
      Map.ofEntries(
          Map.entry("i", "call-id"),
          Map.entry("m", "contact"),
          Map.entry("e", "content-encoding"),
          Map.entry("l", "content-length"),
          Map.entry("c", "content-type"),
          Map.entry("f", "from"),
          Map.entry("s", "subject"),
          Map.entry("k", "supported"),
          Map.entry("t", "to"),
          Map.entry("v", "via"),
          Map.entry("r", "refer-to"),
          Map.entry("o", "event"),
          Map.entry("u", "allow-events"));

  static String longName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return COMPACT.getOrDefault(lower, lower);
  }

  public boolean isRequest() {
    return !startLine.startsWith("SIP/2.0");
  }

  /** The method of a request, or of the CSeq that a response belongs to. */
  public String method() {
    String text = isRequest() ? startLine : cseq().replaceFirst("^\\d+\\s+", "");
    int space = text.indexOf(' ');
    return space < 0 ? text : text.substring(0, space);
  }

  /** The status code, 0 for a request. */
  public int status() {
    return isRequest() ? 0 : Integer.parseInt(startLine.split(" ", 3)[1]);
  }

  public String requestUri() {
    return isRequest() ? startLine.split(" ", 3)[1] : "";
  }

  public String callId() {
    return header("Call-ID").orElse("");
  }

  public String cseq() {
    return header("CSeq").orElse("");
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return all(name).stream().findFirst();
  }

  public List<String> all(String name) {
    return headers.getOrDefault(longName(name), List.of());
  }

  /** True for a request that opens no dialog: it has no To tag. */
  public boolean isInitial() {
    return isRequest() && !header("To").orElse("").contains(";tag=");
  }

  @Override
  public String summary() {
    return isRequest()
        ? method() + " " + requestUri()
        : startLine.substring("SIP/2.0 ".length()) + " (" + cseq() + ")";
  }
}
