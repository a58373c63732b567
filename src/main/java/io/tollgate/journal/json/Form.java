package io.tollgate.journal.json;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How values of one type are written and read. */
interface Form {

  void write(StringBuilder out, Object value);

  /**
   * @param what the member's name, for errors
   */
  Object read(String what, Object json);

  /**
   * What an absent member stands for: the empty list, set or map, which is not written; null where
   * absence is not a value of this type.
   */
  default @Nullable Object absent() {
    return null;
  }

  /** A list or a set. */
  record Many(Form item, boolean unique) implements Form {

    @Override
    public void write(StringBuilder out, Object value) {
      char separator = '[';
      for (Object each : ((Collection<?>) value).toArray()) {
        out.append(separator);
        item.write(out, each);
        separator = ',';
      }
      out.append(separator == '[' ? "[]" : "]");
    }

    @Override
    public Object read(String what, Object json) {
      if (!(json instanceof List<?> list)) {
        throw JsonException.unexpected(what, json, "a list");
      }
      List<Object> items = list.stream().<Object>map(each -> item.read(what, each)).toList();
      return unique ? Set.copyOf(items) : items;
    }

    @Override
    public Object absent() {
      return unique ? Set.of() : List.of();
    }
  }

  /** A map with names as keys. */
  record Amounts(Form key, Form value) implements Form {

    @Override
    public void write(StringBuilder out, Object map) {
      char separator = '{';
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
        out.append(separator);
        key.write(out, entry.getKey());
        out.append(':');
        value.write(out, entry.getValue());
        separator = ',';
      }
      out.append(separator == '{' ? "{}" : "}");
    }

    @Override
    public Object read(String what, Object json) {
      if (!(json instanceof Map<?, ?> members)) {
        throw JsonException.unexpected(what, json, "an object");
      }
      Map<Object, Object> read = new java.util.HashMap<>();
      members.forEach((name, each) -> read.put(key.read(what, name), value.read(what, each)));
      return Map.copyOf(read);
    }

    @Override
    public Object absent() {
      return Map.of();
    }
  }
}
