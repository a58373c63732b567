package io.tollgate.console.web;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records, collections and maps as JSON, with the names of their components. Times are ISO 8601,
 * durations are seconds, what is not a number is null.
 */
public final class Json {
  private Json() {}

  public static String of(@Nullable Object value) {
    StringBuilder json = new StringBuilder();
    write(json, value);
    return json.toString();
  }

  private static void write(StringBuilder json, @Nullable Object value) {
    if (value == null) {
      json.append("null");
    } else if (value instanceof Optional<?> maybe) {
      write(json, maybe.orElse(null));
    } else if (value instanceof Boolean) {
      json.append(value);
    } else if (value instanceof Number number) {
      json.append(Double.isFinite(number.doubleValue()) ? number.toString() : "null");
    } else if (value instanceof Duration time) {
      json.append(String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0));
    } else if (value instanceof Instant time) {
      text(json, time.toString());
    } else if (value instanceof Enum<?> constant) {
      text(json, constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    } else if (value instanceof Map<?, ?> map) {
      members(json, map);
    } else if (value instanceof Collection<?> several) {
      elements(json, several);
    } else if (value instanceof Record record) {
      components(json, record);
    } else {
      text(json, value.toString());
    }
  }

  private static void elements(StringBuilder json, Collection<?> several) {
    json.append('[');
    String comma = "";
    for (Object each : several) {
      json.append(comma);
      write(json, each);
      comma = ",";
    }
    json.append(']');
  }

  private static void members(StringBuilder json, Map<?, ?> map) {
    json.append('{');
    String comma = "";
    for (Map.Entry<?, ?> each : map.entrySet()) {
      json.append(comma);
      text(json, String.valueOf(each.getKey()));
      json.append(':');
      write(json, each.getValue());
      comma = ",";
    }
    json.append('}');
  }

  private static void components(StringBuilder json, Record record) {
    json.append('{');
    String comma = "";
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      json.append(comma);
      text(json, component.getName());
      json.append(':');
      try {
        write(json, component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component + " cannot be read", e);
      }
      comma = ",";
    }
    json.append('}');
  }

  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == '<' || c == '>' || c == '&' || c > '~') {
        // Also what a browser might take for markup, if it were told a wrong type.
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
