package io.tollgate.journal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) into maps, lists, strings, longs and booleans. Fractions are no part of any
 * record and are refused.
 */
final class JsonParser {

  /** Records nest five deep; a bound keeps damaged text from using up the stack. */
  private static final int MAX_DEPTH = 32;

  private final String text;
  private final char[] chars;
  private int at;
  private int depth;

  private JsonParser(String text) {
    this.text = text;
    this.chars = text.toCharArray();
  }

  static @Nullable Object parse(String text) {
    JsonParser parser = new JsonParser(text);
    Object value = parser.value();
    parser.space();
    if (parser.at < parser.chars.length) {
      throw parser.unexpected("end of text");
    }
    return value;
  }

  private @Nullable Object value() {
    space();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    enter();
    if (!closes('}')) {
      do {
        space();
        String name = string();
        space();
        take(':');
        members.put(name, value());
      } while (goesOn('}'));
    }
    depth--;
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> items = new ArrayList<>();
    enter();
    if (!closes(']')) {
      do {
        items.add(value());
      } while (goesOn(']'));
    }
    depth--;
    return items;
  }

  private void enter() {
    at++;
    if (++depth > MAX_DEPTH) {
      throw unexpected("at most " + MAX_DEPTH + " levels");
    }
  }

  private boolean closes(char end) {
    space();
    if (peek() == end) {
      at++;
      return true;
    }
    return false;
  }

  private boolean goesOn(char end) {
    if (closes(end)) {
      return false;
    }
    take(',');
    return true;
  }

  private String string() {
    take('"');
    int start = at;
    while (at < chars.length && chars[at] != '"' && chars[at] != '\\') {
      at++;
    }
    if (peek() == '"') {
      return text.substring(start, at++);
    }
    StringBuilder out = new StringBuilder(text.substring(start, at));
    while (peek() != '"') {
      char c = chars[at++];
      out.append(c == '\\' ? escaped() : c);
    }
    at++;
    return out.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      default -> throw unexpected("an escape");
    };
  }

  private char unicode() {
    int end = at + 4;
    try {
      char c = (char) Integer.parseInt(text, at, end, 16);
      at = end;
      return c;
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new JsonException("offset " + at + ": no four hexadecimal digits after \\u", e);
    }
  }

  private long number() {
    int start = at;
    while (at < chars.length && "+-.eE0123456789".indexOf(chars[at]) >= 0) {
      at++;
    }
    try {
      return Long.parseLong(text, start, at, 10);
    } catch (NumberFormatException e) {
      at = start;
      throw unexpected("a value");
    }
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw unexpected(word);
    }
    at += word.length();
    return value;
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw unexpected("'" + expected + "'");
    }
    at++;
  }

  private char peek() {
    if (at >= chars.length) {
      throw new JsonException("offset " + at + ": end of text (expected: more)");
    }
    return chars[at];
  }

  private void space() {
    while (at < chars.length && isSpace(chars[at])) {
      at++;
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private JsonException unexpected(String expected) {
    String found = text.substring(at, Math.min(text.length(), at + 20));
    return JsonException.unexpected("offset " + at, found, expected);
  }
}
