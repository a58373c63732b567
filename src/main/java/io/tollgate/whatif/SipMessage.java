package io.tollgate.whatif;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A SIP message as it was on the wire, as far as charging asks.
 *
 * @param start request or status line
 * @param headers names in lower case and long form, with their values, in order
 */
record SipMessage(String start, List<Header> headers, byte[] body) {
  /** One line of the head. */
  record Header(String name, String value) {}

  static final int ACCEPTED = 202;
  static final int PAYMENT_REQUIRED = 402;

  private static final Pattern ENTRY = Pattern.compile("<entry\\s[^>]*uri=\"([^\"]+)\"");

  private static final Map<String, String> SHORT =
      Map.of(
          "v",
          "via",
          "f",
          "from",
          "t",
          "to",
          "i",
          "call-id",
          "m",
          "contact",
          "l",
          "content-length",
          "c",
          "content-type",
          "s",
          "subject",
          "r",
          "refer-to",
          "b",
          "referred-by");

  SipMessage {
    headers = List.copyOf(headers);
  }

  /**
   * @param head up to the empty line
   * @return null if it is none
   */
  static @Nullable SipMessage of(String head, byte[] body) {
    String[] lines = head.replaceAll("\r?\n[ \t]+", " ").split("\r?\n");
    if (!isStart(lines[0])) {
      return null;
    }
    List<Header> headers = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        String name = lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT);
        headers.add(
            new Header(SHORT.getOrDefault(name, name), lines[i].substring(colon + 1).strip()));
      }
    }
    return new SipMessage(lines[0], headers, body);
  }

  static boolean isStart(String line) {
    return line.startsWith("SIP/2.0 ") || line.matches("[A-Z]{3,16} \\S+ SIP/2\\.0");
  }

  boolean isRequest() {
    return !start.startsWith("SIP/2.0 ");
  }

  int status() {
    return isRequest() ? 0 : Integer.parseInt(start.substring(8, 11));
  }

  /** Of a request, or of the one that a response is to. */
  String method() {
    return isRequest()
        ? start.substring(0, start.indexOf(' '))
        : cseq().replaceAll("^\\d+\\s*", "");
  }

  String uri() {
    return start.split(" ")[1];
  }

  @Nullable String header(String name) {
    for (Header each : headers) {
      if (each.name().equals(name)) {
        return each.value();
      }
    }
    return null;
  }

  List<String> all(String name) {
    return headers.stream().filter(each -> each.name().equals(name)).map(Header::value).toList();
  }

  String text(String name) {
    String value = header(name);
    return value == null ? "" : value;
  }

  String callId() {
    return text("call-id");
  }

  String cseq() {
    return text("cseq");
  }

  /** RFC 5365, RFC 5366. */
  boolean isToList() {
    return text("require").contains("recipient-list")
        || new String(body, StandardCharsets.UTF_8).contains("resource-lists");
  }

  /** URIs of the list in its body. */
  List<String> listed() {
    List<String> uris = new ArrayList<>();
    Matcher entry = ENTRY.matcher(new String(body, StandardCharsets.UTF_8));
    while (isToList() && entry.find()) {
      uris.add(entry.group(1));
    }
    return uris;
  }

  /** Within a dialog. */
  boolean hasToTag() {
    return text("to").contains("tag=");
  }

  /** What one transmission of it has in common with the next. */
  String transaction() {
    String via = text("via");
    int branch = via.indexOf("branch=");
    return start + "|" + callId() + "|" + cseq() + "|" + (branch < 0 ? via : via.substring(branch));
  }

  /** The session description; null if there is none. */
  @Nullable String sdp() {
    String type = text("content-type").toLowerCase(Locale.ROOT);
    String content = new String(body, StandardCharsets.UTF_8);
    if (type.startsWith("application/sdp")) {
      return content;
    }
    int part = content.toLowerCase(Locale.ROOT).indexOf("content-type: application/sdp");
    int from = part < 0 ? -1 : content.indexOf("v=0", part);
    if (!type.startsWith("multipart/") || from < 0) {
      return null;
    }
    int end = content.indexOf("\r\n--", from);
    return content.substring(from, end < 0 ? content.length() : end + 2);
  }
}
