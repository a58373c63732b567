package io.tollgate.settings;

import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a text becomes a value and back.
 *
 * @param expected what to write, for a message: "a whole number"
 * @param order null when the values have none, and so no range
 */
record ValueType<T>(
    String expected,
    Function<String, T> parser,
    Function<T, String> printer,
    @Nullable Comparator<T> order) {

  static <T extends Comparable<T>> ValueType<T> ordered(
      String expected, Function<String, T> parser, Function<T, String> printer) {
    return new ValueType<>(expected, parser, printer, Comparator.naturalOrder());
  }

  static <T> ValueType<T> plain(String expected, Function<String, T> parser) {
    return new ValueType<>(expected, parser, Object::toString, null);
  }
}
