package io.tollgate.journal.json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An enum constant, by name.
 *
 * @param quoted in the order of the constants
 */
record NameForm(Map<String, Object> constants, List<String> quoted) implements Form {

  static NameForm of(Class<?> type) {
    List<Enum<?>> constants =
        Arrays.stream(type.getEnumConstants()).<Enum<?>>map(Enum.class::cast).toList();
    return new NameForm(
        constants.stream().collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity())),
        constants.stream().map(constant -> '"' + constant.name() + '"').toList());
  }

  @Override
  public void write(StringBuilder out, Object value) {
    out.append(quoted.get(((Enum<?>) value).ordinal()));
  }

  @Override
  public Object read(String what, Object json) {
    Object constant = constants.get(String.valueOf(json));
    if (constant == null) {
      throw JsonException.unexpected(what, json, "one of " + constants.keySet());
    }
    return constant;
  }
}
