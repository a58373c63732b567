package io.tollgate.journal.json;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record, member by member. Unknown members are skipped, absent ones read as null, zero or empty:
 * text of an older or newer version stays readable.
 */
record RecordForm(Constructor<?> constructor, MethodHandle components, List<Member> members)
    implements Form {

  /**
   * One component.
   *
   * @param opening how it is written as the first one
   * @param following how it is written after others
   * @param leftOut the empty list, set or map, which is not written; null if all is. It is known by
   *     identity, for records copy what they are given, and to ask a list for its interface costs
   *     more than to write it
   * @param absent null where it must be there
   */
  record Member(
      String name,
      String opening,
      String following,
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
    @Nullable Object[] values = values(value);
    boolean first = true;
    for (int i = 0; i < values.length; i++) {
      Object component = values[i];
      Member member = members.get(i);
      if (component != null && component != member.leftOut()) {
        out.append(first ? member.opening() : member.following());
        member.form().write(out, component);
        first = false;
      }
    }
    out.append(first ? "{}" : "}");
  }

  private @Nullable Object[] values(Object value) {
    try {
      return (Object[]) components.invokeExact(value);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError(constructor + ": components not readable", e);
    }
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
