package io.tollgate.walk.party;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request or response: its start line, its header fields in order, its body. */
public final class SipMessage {
  private static final Map<String, String> COMPACT =
      Map.ofEntries(
          Map.entry("i", "call-id"),
          Map.entry("f", "from"),
          Map.entry("t", "to"),
          Map.entry("v", "via"),
          Map.entry("m", "contact"),
          Map.entry("c", "content-type"),
          Map.entry("l", "content-length"),
          Map.entry("k", "supported"),
          Map.entry("o", "event"),
          Map.entry("r", "refer-to"),
          Map.entry("x", "session-expires"));

  private record Field(String name, String value) {}

  private final String startLine;
  private final List<Field> fields = new ArrayList<>();
  private String body = "";

  public SipMessage(String startLine) {
    this.startLine = startLine;
  }

  /** Reads what came; an incomplete head or a body of another length is an error. */
  public static SipMessage parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IllegalArgumentException("no end of the header in: " + text);
    }
    String[] lines = text.substring(0, end).split("\r\n");
    SipMessage message = new SipMessage(lines[0]);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("header field: " + lines[i]);
      }
      message.with(lines[i].substring(0, colon).strip(), lines[i].substring(colon + 1).strip());
    }
    message.body = text.substring(end + 4);
    return message;
  }

  public SipMessage with(String name, String value) {
    fields.add(new Field(name, value));
    return this;
  }

  public SipMessage withBody(String type, String content) {
    body = content;
    return content.isEmpty() ? this : with("Content-Type", type);
  }

  /** The same with other Vias. */
  SipMessage via(List<String> vias) {
    SipMessage other = new SipMessage(startLine);
    vias.forEach(via -> other.with("Via", via));
    fields.stream()
        .filter(field -> !field.name().equalsIgnoreCase("Via"))
        .forEach(field -> other.with(field.name(), field.value()));
    other.body = body;
    return other;
  }

  public boolean isResponse() {
    return startLine.startsWith("SIP/2.0 ");
  }

  public int status() {
    return Integer.parseInt(startLine.substring(8, 11));
  }

  public String startLine() {
    return startLine;
  }

  /** Of the request, or of the request that a response answers. */
  public String method() {
    return isResponse()
        ? header("CSeq").replaceFirst("^\\d+ +", "")
        : startLine.substring(0, startLine.indexOf(' '));
  }

  public long cseq() {
    return Long.parseLong(header("CSeq").replaceFirst(" .*", ""));
  }

  public String header(String name) {
    String value = first(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name + " in: " + startLine);
    }
    return value;
  }

  public @Nullable String first(String name) {
    List<String> all = headers(name);
    return all.isEmpty() ? null : all.get(0);
  }

  public List<String> headers(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return fields.stream()
        .filter(
            field -> {
              String lower = field.name().toLowerCase(Locale.ROOT);
              return lower.equals(wanted) || wanted.equals(COMPACT.get(lower));
            })
        .map(Field::value)
        .toList();
  }

  public String body() {
    return body;
  }

  /** The branch of the topmost Via. */
  public String branch() {
    return parameter(header("Via").split(",")[0], "branch");
  }

  public String tag(String header) {
    return parameter(header(header), "tag");
  }

  /** The URI of an address header, without its brackets. */
  public static String uri(String address) {
    int open = address.indexOf('<');
    return open < 0
        ? address.replaceFirst(";.*", "")
        : address.substring(open + 1, address.indexOf('>', open));
  }

  private static String parameter(String value, String name) {
    String from = value.substring(Math.max(0, value.indexOf('>')));
    int at = from.indexOf(";" + name + "=");
    return at < 0 ? "" : from.substring(at + name.length() + 2).replaceFirst("[;,\\s].*", "");
  }

  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(startLine).append("\r\n");
    boolean length = false;
    for (Field field : fields) {
      length |= field.name().equalsIgnoreCase("Content-Length");
      text.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    if (!length) {
      text.append("Content-Length: ")
          .append(body.getBytes(StandardCharsets.UTF_8).length)
          .append("\r\n");
    }
    return text.append("\r\n").append(body).toString();
  }
}
