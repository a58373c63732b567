package io.tollgate.sip.trust;

import java.util.ArrayList;
import java.util.List;

/** Tokens and quoted strings of SIP header values (RFC 3261 25.1). */
public final class Quoted {
  private static final String TOKEN_MARKS = "-.!%*_+`'~";

  private Quoted() {}

  /** The parts between the separators that stand outside of quotes and angle brackets, trimmed. */
  public static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    boolean bracketed = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '<' || c == '>')) {
        bracketed = c == '<';
      } else if (!quoted && !bracketed && c == separator) {
        parts.add(text.substring(start, i).trim());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).trim());
    return parts;
  }

  /**
   * Where the quoted string ends that a text begins with: 0 if it begins with none, its length if
   * the string does not end.
   */
  static int endOfQuotes(String text) {
    int start = text.length() - text.stripLeading().length();
    if (start == text.length() || text.charAt(start) != '"') {
      return 0;
    }
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      i += c == '\\' ? 1 : 0;
    }
    return text.length();
  }

  public static String strip(String value) {
    if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) {
      return value;
    }
    return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  public static String whereNeeded(String value) {
    return isToken(value) ? value : quote(value);
  }

  static boolean isToken(String value) {
    return !value.isEmpty()
        && value
            .chars()
            .allMatch(c -> c < 128 && Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
  }

  /** Control characters are in no quoted string (RFC 3261 25.1), and no parser reads them. */
  public static String quote(String text) {
    String value = text.replaceAll("\\p{Cntrl}", " ");
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
