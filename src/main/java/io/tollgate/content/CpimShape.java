package io.tollgate.content;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header blocks of a CPIM message (RFC 3862), and whether they hold anything else than a
 * notification needs (RFC 5438 6): a subject or a header of the sender's invention is a text.
 */
final class CpimShape {
  private static final int MAX_HEADERS = 24;

  private static final Pattern PARTY =
      Pattern.compile("(\"?[^\"<>]{0,32}\"?\\s*)?<?[a-z]{2,8}:[!-~&&[^<>]]{1,160}>?", ignoreCase());
  private static final Pattern INSTANT =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d([.,]\\d{1,9})?(Z|[+-]\\d\\d:?\\d\\d)?",
          ignoreCase());

  /** What may stand there, by name without prefix, and what its value looks like. */
  private static final Map<String, Pattern> MESSAGE_HEADERS =
      Map.ofEntries(
          Map.entry("from", PARTY),
          Map.entry("to", PARTY),
          Map.entry("cc", PARTY),
          Map.entry("datetime", INSTANT),
          Map.entry(
              "ns",
              Pattern.compile(
                  "([a-z]{1,12}\\s*)?<(urn:ietf:params:|https?://www\\.(openmobilealliance\\.org|"
                      + "gsma\\.com))[a-z0-9:/.-]{0,40}>",
                  ignoreCase())),
          Map.entry("require", Pattern.compile("[a-z.,\\s-]{1,64}", ignoreCase())),
          Map.entry("message-id", Pattern.compile("[!-~]{1,128}")),
          Map.entry(
              "disposition-notification",
              Pattern.compile(
                  "((positive-delivery|negative-delivery|processing|display|interworking)[,\\s]*)+",
                  ignoreCase())),
          Map.entry("original-to", PARTY),
          Map.entry("imdn-record-route", PARTY),
          Map.entry("imdn-route", PARTY));

  private static final Map<String, Pattern> CONTENT_HEADERS =
      Map.of(
          "content-type", Pattern.compile(".{1,128}"),
          "content-length", Pattern.compile("\\d{1,6}"),
          "content-disposition", Pattern.compile("(notification|render)", ignoreCase()),
          "content-transfer-encoding", Pattern.compile("(7bit|8bit|binary)", ignoreCase()),
          "mime-version", Pattern.compile("1\\.0"));

  private static int ignoreCase() {
    return Pattern.CASE_INSENSITIVE;
  }

  /** How often one may come; others once. */
  private static final Map<String, Integer> SEVERAL =
      Map.of("to", 4, "cc", 4, "ns", 4, "imdn-record-route", 4, "imdn-route", 4);

  private final Map<String, Integer> seen = new HashMap<>();
  private String type = "";
  private int contentAt;
  private boolean plain = true;

  private CpimShape() {}

  /** Null when the headers are not whole. */
  static @Nullable CpimShape of(byte[] body) {
    CpimShape shape = new CpimShape();
    int at = shape.block(body, 0, MESSAGE_HEADERS);
    int end = at < 0 ? -1 : shape.block(body, at, CONTENT_HEADERS);
    shape.contentAt = end;
    return end < 0 ? null : shape;
  }

  /** Where the content begins, or -1 when the headers are not whole. */
  static int contentAt(byte[] body) {
    int blank = 0;
    int line = 0;
    for (int i = 0; i < body.length; i++) {
      if (body[i] == '\n') {
        boolean empty = i == line || i == line + 1 && body[line] == '\r';
        line = i + 1;
        if (empty && ++blank == 2) {
          return line;
        }
      }
    }
    return -1;
  }

  String type() {
    return type;
  }

  int contentAt() {
    return contentAt;
  }

  /** Whether its headers are those of a notification and no more. */
  boolean holdsNothingElse() {
    return plain;
  }

  private int block(byte[] body, int from, Map<String, Pattern> known) {
    int line = from;
    for (int i = from; i < body.length; i++) {
      if (body[i] == '\n') {
        int end = i > line && body[i - 1] == '\r' ? i - 1 : i;
        if (end == line) {
          return i + 1;
        }
        header(new String(body, line, end - line, StandardCharsets.UTF_8), known);
        line = i + 1;
      }
    }
    return -1;
  }

  private void header(String line, Map<String, Pattern> known) {
    int colon = line.indexOf(':');
    String full = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
    int dot = full.indexOf('.');
    String name = dot < 0 || dot > 12 ? full : full.substring(dot + 1);
    String value = line.substring(colon + 1).strip();
    if (name.equals("content-type")) {
      type = value;
    }
    Pattern shape = known.get(name);
    int times = seen.merge(name, 1, Integer::sum);
    plain &=
        shape != null
            && shape.matcher(value).matches()
            && times <= SEVERAL.getOrDefault(name, 1)
            && seen.size() <= MAX_HEADERS;
  }
}
