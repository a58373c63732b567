package io.tollgate.journal.json;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Values without members. */
enum Scalar implements Form {
  TEXT,
  LONG,
  INT,
  BOOLEAN,
  INSTANT,
  DURATION;

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

  @Override
  public void write(StringBuilder out, Object value) {
    switch (this) {
      case TEXT -> JsonText.quote(out, (String) value);
      case LONG -> out.append((long) value);
      case INT -> out.append((int) value);
      case BOOLEAN -> out.append((boolean) value);
      case INSTANT -> TimeText.quote(out, (Instant) value);
      case DURATION -> out.append('"').append(value).append('"');
      default -> throw new IllegalStateException(name());
    }
  }

  @Override
  public Object read(String what, Object json) {
    return switch (this) {
      case TEXT -> text(what, json);
      case LONG -> number(what, json);
      case INT -> {
        long number = number(what, json);
        if (number != (int) number) {
          throw JsonException.unexpected(what, json, "a 32 bit number");
        }
        yield (int) number;
      }
      case BOOLEAN -> {
        if (json instanceof Boolean) {
          yield json;
        }
        throw JsonException.unexpected(what, json, "true or false");
      }
      case INSTANT -> instant(what, json);
      case DURATION -> duration(what, json);
    };
  }

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

  private static Instant instant(String what, Object json) {
    try {
      return TimeText.read(text(what, json));
    } catch (DateTimeException e) {
      throw JsonException.unexpected(what, json, "a time such as 2026-01-31T12:00:00Z");
    }
  }

  private static Duration duration(String what, Object json) {
    try {
      return Duration.parse(text(what, json));
    } catch (DateTimeException e) {
      throw JsonException.unexpected(what, json, "a duration such as PT30S");
    }
  }
}
