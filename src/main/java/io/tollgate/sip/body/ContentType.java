package io.tollgate.sip.body;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Content-Type or Content-Disposition value: what stands before the first semicolon, in lower
 * case, and its parameters (names in lower case, quotes removed).
 */
public record ContentType(String value, Map<String, String> parameters) {

  public static final String SDP = "application/sdp";
  public static final String RESOURCE_LISTS = "application/resource-lists+xml";
  public static final String CONFERENCE_INFO = "application/conference-info+xml";
  public static final String MULTIPART_MIXED = "multipart/mixed";

  private static final int MAX_LENGTH = 1024;
  private static final String TOKEN = "[A-Za-z0-9.!%*_+`'~-]+";

  public ContentType {
    parameters = Map.copyOf(parameters);
  }

  public static ContentType parse(String text) throws BodyException {
    if (text.length() > MAX_LENGTH) {
      throw new BodyException(400, "content type of " + text.length() + " characters");
    }
    int end = endOfField(text, 0);
    String value = text.substring(0, end).strip().toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new LinkedHashMap<>();
    while (end < text.length()) {
      int start = end + 1;
      end = endOfField(text, start);
      String field = text.substring(start, end);
      int equals = field.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            field.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            unquote(field.substring(equals + 1).strip()));
      }
    }
    return new ContentType(value, parameters);
  }

  public boolean is(String type) {
    return value.equals(type);
  }

  public @Nullable String parameter(String name) {
    return parameters.get(name);
  }

  /** As a header value; what is not a token is quoted. */
  public String header() {
    StringBuilder text = new StringBuilder(value);
    parameters.forEach(
        (name, parameter) -> {
          text.append(';').append(name).append('=');
          if (parameter.matches(TOKEN)) {
            text.append(parameter);
          } else {
            text.append('"').append(parameter.replaceAll("[\\\\\"]", "\\\\$0")).append('"');
          }
        });
    return text.toString();
  }

  private static int endOfField(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        return i;
      }
    }
    return text.length();
  }

  private static String unquote(String text) {
    if (text.length() < 2 || text.charAt(0) != '"' || !text.endsWith("\"")) {
      return text;
    }
    return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
  }
}
