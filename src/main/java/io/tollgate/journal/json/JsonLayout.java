package io.tollgate.journal.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays JSON out for reading: a line for each member. */
public final class JsonLayout {

  private final StringBuilder out = new StringBuilder();

  private JsonLayout() {}

  /**
   * @throws JsonException if the text is no JSON
   */
  public static String of(String text) {
    JsonLayout layout = new JsonLayout();
    layout.value(JsonParser.parse(text), 0);
    return layout.out.toString();
  }

  private void value(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> members) {
      Iterator<? extends Map.Entry<?, ?>> each = members.entrySet().iterator();
      out.append('{');
      while (each.hasNext()) {
        Map.Entry<?, ?> member = each.next();
        line(depth + 1);
        JsonText.quote(out, String.valueOf(member.getKey()));
        out.append(": ");
        value(member.getValue(), depth + 1);
        out.append(each.hasNext() ? "," : "");
      }
      line(depth);
      out.append('}');
    } else if (value instanceof List<?> items) {
      list(items, depth);
    } else if (value instanceof String text) {
      JsonText.quote(out, text);
    } else {
      out.append(value);
    }
  }

  private void list(List<?> items, int depth) {
    out.append('[');
    for (Iterator<?> each = items.iterator(); each.hasNext(); ) {
      line(depth + 1);
      value(each.next(), depth + 1);
      out.append(each.hasNext() ? "," : "");
    }
    line(depth);
    out.append(']');
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }
}
