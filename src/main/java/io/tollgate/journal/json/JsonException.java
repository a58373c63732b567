package io.tollgate.journal.json;

/** The text is not JSON, or not of this shape; says where, what was found and what was expected. */
public final class JsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JsonException(String message) {
    super(message);
  }

  JsonException(String message, Throwable cause) {
    super(message, cause);
  }

  static JsonException unexpected(String what, Object found, String expected) {
    String shown = String.valueOf(found);
    String brief = shown.length() > 60 ? shown.substring(0, 60) + "..." : shown;
    return new JsonException(what + ": " + brief + " (expected: " + expected + ")");
  }
}
