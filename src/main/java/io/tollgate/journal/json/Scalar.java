package io.tollgate.journal.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Values without members. */
enum Scalar implements Form {
  TEXT {
    @Override
    public void write(StringBuilder out, Object value) {
      JsonText.quote(out, (String) value);
    }

    @Override
    public Object read(String what, Object json) {
      return text(what, json);
    }
  },
  LONG {
    @Override
    public void write(StringBuilder out, Object value) {
      out.append((long) value);
    }

    @Override
    public Object read(String what, Object json) {
      return number(what, json);
    }
  },
  INT {
    @Override
    public void write(StringBuilder out, Object value) {
      out.append((int) value);
    }

    @Override
    public Object read(String what, Object json) {
      long number = number(what, json);
      if (number != (int) number) {
        throw JsonException.unexpected(what, json, "a 32 bit number");
      }
      return (int) number;
    }
  },
  BOOLEAN {
    @Override
    public void write(StringBuilder out, Object value) {
      out.append((boolean) value);
    }

    @Override
    public Object read(String what, Object json) {
      if (json instanceof Boolean) {
        return json;
      }
      throw JsonException.unexpected(what, json, "true or false");
    }
  },
  INSTANT {
    @Override
    public void write(StringBuilder out, Object value) {
      out.append('"').append(value).append('"');
    }

    @Override
    public Object read(String what, Object json) {
      try {
        return Instant.parse(text(what, json));
      } catch (DateTimeException e) {
        throw JsonException.unexpected(what, json, "a time such as 2026-01-31T12:00:00Z");
      }
    }
  },
  DURATION {
    @Override
    public void write(StringBuilder out, Object value) {
      out.append('"').append(value).append('"');
    }

    @Override
    public Object read(String what, Object json) {
      try {
        return Duration.parse(text(what, json));
      } catch (DateTimeException e) {
        throw JsonException.unexpected(what, json, "a duration such as PT30S");
      }
    }
  };

  private static String text(String what, Object json) {
    if (json instanceof String text) {
      return text;
    }
    throw JsonException.unexpected(what, json, "text");
  }

  private static long number(String what, Object json) {
    if (json instanceof Long number) {
      return number;
    }
    throw JsonException.unexpected(what, json, "a whole number");
  }

  static @Nullable Scalar of(Class<?> type) {
    if (type == String.class) {
      return TEXT;
    } else if (type == long.class || type == Long.class) {
      return LONG;
    } else if (type == int.class || type == Integer.class) {
      return INT;
    } else if (type == boolean.class || type == Boolean.class) {
      return BOOLEAN;
    } else if (type == Instant.class) {
      return INSTANT;
    } else if (type == Duration.class) {
      return DURATION;
    }
    return null;
  }
}
