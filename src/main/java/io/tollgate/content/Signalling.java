package io.tollgate.content;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Bodies that user agents and servers steer each other with, in requests that nothing is charged
 * for. A body is one of them when it is written as its kind is, is not too large, and has no run of
 * words in it but where its kind has names of people for it.
 */
public final class Signalling {
  private static final int MAX = 16 * 1024;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_VALUE = 256;
  private static final int MAX_WORDS = 64;

  /** Root elements of what SIP events, lists and filters are told in. */
  private static final Map<String, String> ROOTS =
      Map.ofEntries(
          Map.entry("application/resource-lists+xml", "resource-lists"),
          Map.entry("application/conference-info+xml", "conference-info"),
          Map.entry("application/dialog-info+xml", "dialog-info"),
          Map.entry("application/pidf+xml", "presence"),
          Map.entry("application/pidf-diff+xml", "pidf-diff"),
          Map.entry("application/watcherinfo+xml", "watcherinfo"),
          Map.entry("application/reginfo+xml", "reginfo"),
          Map.entry("application/rlmi+xml", "list"),
          Map.entry("application/simple-filter+xml", "filter-set"),
          Map.entry("application/xcap-diff+xml", "xcap-diff"),
          Map.entry("application/media_control+xml", "media_control"),
          Map.entry("application/poc-settings+xml", "poc-settings"),
          Map.entry("application/im-settings+xml", "im-settings"));

  /** Where people are named, in a few words. */
  private static final Set<String> NAMING =
      Set.of("display-text", "display-name", "display", "subject", "note");

  private static final Pattern SDP_LINE = Pattern.compile("[a-z]=[^\\p{Cntrl}]{0,4096}");
  private static final Pattern SDP_WORDS = Pattern.compile("[siuep]=.*");
  private static final Pattern SIP_LINE =
      Pattern.compile("(SIP/2\\.0 [1-6]\\d\\d .{0,64}|[A-Z]{3,12} \\S{1,256} SIP/2\\.0)");
  private static final Pattern SIP_HEADER =
      Pattern.compile("(Reason|Warning|Retry-After|Contact|Expires|Call-ID|CSeq|From|To):.{0,256}");
  private static final Pattern TONE_LINE =
      Pattern.compile("(Signal|Duration)\\s*=\\s*[0-9A-D*#]{1,6}", Pattern.CASE_INSENSITIVE);
  private static final Pattern TONE = Pattern.compile("[0-9A-D*#]{1,4}");
  private static final Pattern SUMMARY_LINE =
      Pattern.compile("[A-Za-z-]{1,32}:\\s*\\S{0,160}( \\(\\d{1,6}/\\d{1,6}\\))?");

  private final XMLInputFactory xml;

  public Signalling() {
    xml = XMLInputFactory.newFactory();
    xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    xml.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  /**
   * @param type Content-Type as it came; a multipart is to be asked for part by part
   */
  public boolean is(@Nullable String type, byte[] body) {
    if (body.length == 0) {
      return true;
    }
    if (type == null || body.length > MAX) {
      return false;
    }
    int end = type.indexOf(';');
    String kind = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    String text = new String(body, StandardCharsets.UTF_8);
    return switch (kind) {
      case "application/sdp" -> text.startsWith("v=0") && lines(text, Signalling::isSdp);
      case "message/sipfrag" ->
          lines(
              text, line -> SIP_LINE.matcher(line).matches() || SIP_HEADER.matcher(line).matches());
      case "application/dtmf-relay" -> lines(text, line -> TONE_LINE.matcher(line).matches());
      case "application/dtmf", "audio/telephone-event" ->
          lines(text, line -> TONE.matcher(line).matches());
      case "application/simple-message-summary" ->
          lines(text, line -> SUMMARY_LINE.matcher(line).matches());
      default -> {
        String root = ROOTS.get(kind);
        yield root != null && isDocument(body, root);
      }
    };
  }

  private static boolean isSdp(String line) {
    return SDP_LINE.matcher(line).matches()
        && (line.length() <= MAX_WORDS || !SDP_WORDS.matcher(line).matches());
  }

  private static boolean lines(String text, java.util.function.Predicate<String> each) {
    return text.lines().map(String::strip).allMatch(line -> line.isEmpty() || each.test(line));
  }

  private boolean isDocument(byte[] body, String root) {
    try {
      XMLStreamReader reader = xml.createXMLStreamReader(new ByteArrayInputStream(body));
      try {
        return isDocument(reader, root);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException malformed) {
      // The JDK's reader lets some malformed encodings out as unchecked exceptions.
      return false;
    }
  }

  private static boolean isDocument(XMLStreamReader reader, String root) throws XMLStreamException {
    int depth = 0;
    String element = "";
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          element = reader.getLocalName();
          if (++depth > MAX_DEPTH || depth == 1 && !element.equals(root) || !areTokens(reader)) {
            return false;
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS -> {
          if (!isValue(element, reader.getText().strip())) {
            return false;
          }
        }
        case XMLStreamConstants.SPACE, XMLStreamConstants.END_DOCUMENT -> {}
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean areTokens(XMLStreamReader reader) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String value = reader.getAttributeValue(i);
      boolean schema = "schemaLocation".equals(reader.getAttributeLocalName(i));
      if (value.length() > MAX_VALUE || !schema && value.strip().indexOf(' ') >= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isValue(String element, String text) {
    boolean words = text.chars().anyMatch(Character::isWhitespace);
    return words
        ? text.length() <= MAX_WORDS && NAMING.contains(element)
        : text.length() <= MAX_VALUE;
  }
}
