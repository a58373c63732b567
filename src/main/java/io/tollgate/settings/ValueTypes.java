package io.tollgate.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types that a setting may have. */
final class ValueTypes {
  private static final Map<Class<?>, ValueType<?>> SIMPLE =
      Map.ofEntries(
          Map.entry(
              int.class, ValueType.ordered("a whole number", Integer::valueOf, String::valueOf)),
          Map.entry(
              long.class, ValueType.ordered("a whole number", Long::valueOf, String::valueOf)),
          Map.entry(
              double.class, ValueType.ordered("a number", ValueTypes::finite, String::valueOf)),
          Map.entry(boolean.class, ValueType.plain("true or false", ValueTypes::truth)),
          Map.entry(
              Duration.class,
              ValueType.ordered(
                  "a duration such as 500ms, 30s, 5min or 2h", Durations::parse, Durations::print)),
          Map.entry(String.class, ValueType.plain("a text", Function.identity())),
          Map.entry(Path.class, ValueType.plain("a path", Path::of)),
          Map.entry(
              HostPort.class, ValueType.plain("host:port, port from 1 to 65535", HostPort::parse)),
          Map.entry(Pattern.class, ValueType.plain("a regular expression", Pattern::compile)),
          Map.entry(Secret.class, ValueType.plain("a text", Secret::new)),
          Map.entry(ServiceMode.class, ValueType.plain("SERVICE=MODE", ServiceMode::parse)),
          Map.entry(
              ServiceRating.class,
              ValueType.plain("SERVICE=GROUP[/IDENTIFIER]:UNITS:AMOUNT", ServiceRating::parse)));

  private ValueTypes() {}

  static ValueType<?> of(Type type) {
    if (type instanceof Class<?> simple) {
      ValueType<?> known = SIMPLE.get(simple == Integer.class ? int.class : simple);
      if (known != null) {
        return known;
      }
      if (simple.isEnum()) {
        return ofEnum(simple);
      }
    }
    if (type instanceof ParameterizedType generic) {
      ValueType<?> element = of(generic.getActualTypeArguments()[0]);
      if (generic.getRawType() == Optional.class) {
        return ofOptional(element);
      }
      if (generic.getRawType() == List.class) {
        return ofList(element);
      }
    }
    throw new IllegalStateException("a setting can't have the type " + type);
  }

  private static ValueType<?> ofEnum(Class<?> type) {
    Map<String, Object> byName =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(ValueTypes::enumName, Function.identity()));
    String names =
        Arrays.stream(type.getEnumConstants())
            .map(ValueTypes::enumName)
            .collect(Collectors.joining(", "));
    return new ValueType<Object>(
        "one of " + names,
        text -> {
          Object value = byName.get(text.toLowerCase(Locale.ROOT));
          if (value == null) {
            throw new IllegalArgumentException("no such name");
          }
          return value;
        },
        ValueTypes::enumName,
        null);
  }

  private static String enumName(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> ValueType<Optional<T>> ofOptional(ValueType<T> element) {
    return new ValueType<>(
        element.expected() + ", or nothing",
        text -> text.isEmpty() ? Optional.empty() : Optional.of(element.parser().apply(text)),
        value -> value.map(element.printer()).orElse(""),
        null);
  }

  private static <T> ValueType<List<T>> ofList(ValueType<T> element) {
    return new ValueType<>(
        "a list with commas between, each " + element.expected(),
        text ->
            text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                    .map(String::trim)
                    .map(element.parser())
                    .toList(),
        values -> values.stream().map(element.printer()).collect(Collectors.joining(", ")),
        null);
  }

  private static Double finite(String text) {
    Double value = Double.valueOf(text);
    if (value.isNaN() || value.isInfinite()) {
      throw new IllegalArgumentException("not finite");
    }
    return value;
  }

  private static Boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither");
    };
  }
}
