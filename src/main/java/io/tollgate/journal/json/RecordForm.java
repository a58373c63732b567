package io.tollgate.journal.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A record, member by member. Unknown members are skipped, absent ones read as null, zero or empty:
 * text of an older or newer version stays readable.
 */
record RecordForm(Constructor<?> constructor, List<Member> members) implements Form {

  /**
   * One component.
   *
   * @param label how it is written
   * @param leftOut what is not written; null if all is
   * @param absent null where it must be there
   */
  record Member(
      String name,
      String label,
      Function<Object, @Nullable Object> accessor,
      Form form,
      @Nullable Object leftOut,
      @Nullable Object absent,
      boolean mayLack) {

    @Nullable Object read(Map<?, ?> json) {
      Object found = json.get(name);
      if (found != null) {
        return form.read(name, found);
      }
      if (absent == null && !mayLack) {
        throw new JsonException(name + ": missing");
      }
      return absent;
    }
  }

  @Override
  public void write(StringBuilder out, Object value) {
    char separator = '{';
    for (Member member : members) {
      Object component = member.accessor().apply(value);
      if (component != null && !component.equals(member.leftOut())) {
        out.append(separator).append(member.label());
        member.form().write(out, component);
        separator = ',';
      }
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  @Override
  public Object read(String what, Object json) {
    if (!(json instanceof Map<?, ?> object)) {
      throw JsonException.unexpected(what, json, "an object");
    }
    @Nullable Object[] components = new Object[members.size()];
    for (int i = 0; i < components.length; i++) {
      components[i] = members.get(i).read(object);
    }
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      throw new JsonException(what + ": " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(constructor + ": not callable", e);
    }
  }
}
