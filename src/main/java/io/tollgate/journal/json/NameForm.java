package io.tollgate.journal.json;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An enum constant, by name. */
record NameForm(Map<String, Object> constants) implements Form {

  static NameForm of(Class<?> type) {
    return new NameForm(
        Arrays.stream(type.getEnumConstants())
            .collect(
                Collectors.toUnmodifiableMap(
                    constant -> ((Enum<?>) constant).name(), Function.identity())));
  }

  @Override
  public void write(StringBuilder out, Object value) {
    out.append('"').append(((Enum<?>) value).name()).append('"');
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
