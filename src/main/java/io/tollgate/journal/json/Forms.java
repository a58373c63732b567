package io.tollgate.journal.json;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the form of a type from its declaration. */
final class Forms {

  private Forms() {}

  static Form of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic);
    }
    Class<?> plain = (Class<?>) type;
    Scalar scalar = Scalar.of(plain);
    if (scalar != null) {
      return scalar;
    } else if (plain.isEnum()) {
      return NameForm.of(plain);
    } else if (plain.isRecord()) {
      return ofRecord(plain);
    }
    throw unsupported(type);
  }

  private static Form ofGeneric(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      return new Form.Many(of(arguments[0]), false);
    } else if (type.getRawType() == Set.class) {
      return new Form.Many(of(arguments[0]), true);
    } else if (type.getRawType() == Map.class) {
      return new Form.Amounts(of(arguments[0]), of(arguments[1]));
    }
    throw unsupported(type);
  }

  private static RecordForm ofRecord(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return new RecordForm(constructor, Arrays.stream(components).map(Forms::member).toList());
    } catch (NoSuchMethodException e) {
      throw new LinkageError(type + ": has no canonical constructor", e);
    }
  }

  private static RecordForm.Member member(RecordComponent component) {
    Form form = of(component.getGenericType());
    AnnotatedType type = component.getAnnotatedType();
    boolean nullable = type.isAnnotationPresent(Nullable.class);
    Method accessor = component.getAccessor();
    // Each call would check the access anew: a tenth of the cost of a record.
    accessor.setAccessible(true);
    return new RecordForm.Member(
        component.getName(),
        accessor,
        nullable ? new Present(form) : form,
        nullable ? null : absent(component.getType(), form),
        nullable);
  }

  /** Numbers are always written, but one that a former version did not know reads as zero. */
  private static @Nullable Object absent(Class<?> type, Form form) {
    if (type == long.class) {
      return 0L;
    } else if (type == int.class) {
      return 0;
    } else if (type == boolean.class) {
      return false;
    }
    return form.absent();
  }

  private static IllegalArgumentException unsupported(Type type) {
    return new IllegalArgumentException(
        type + ": has no JSON form (expected: record, enum, list, set, map or scalar)");
  }

  /** A nullable member: empty is a value of its own here, and is written. */
  private record Present(Form form) implements Form {

    @Override
    public void write(StringBuilder out, Object value) {
      form.write(out, value);
    }

    @Override
    public Object read(String what, Object json) {
      return form.read(what, json);
    }
  }
}
