package io.tollgate.journal.json;

/** Writes JSON strings (RFC 8259 7). */
public final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  public static void quote(StringBuilder out, String text) {
    out.append('"');
    int clean = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        continue;
      }
      if (isPair(text, i)) {
        i++;
        continue;
      }
      out.append(text, clean, i);
      escape(out, c);
      clean = i + 1;
    }
    // A whole text is copied at once, a part of one character by character.
    if (clean == 0) {
      out.append(text);
    } else {
      out.append(text, clean, text.length());
    }
    out.append('"');
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
  }

  /** A lone surrogate has no UTF-8 form and would come back as another character: escaped too. */
  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt((c >> shift) & 0xf));
        }
      }
    }
  }
}
