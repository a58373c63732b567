package io.tollgate.journal.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
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
      return new RecordForm(
          constructor,
          reader(type, components),
          Arrays.stream(components).map(Forms::member).toList());
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new LinkageError(type + ": has no canonical constructor, or is not readable", e);
    }
  }

  private static RecordForm.Member member(RecordComponent component) {
    Form form = of(component.getGenericType());
    AnnotatedType type = component.getAnnotatedType();
    boolean nullable = type.isAnnotationPresent(Nullable.class);
    return new RecordForm.Member(
        component.getName(),
        "{\"" + component.getName() + "\":",
        ",\"" + component.getName() + "\":",
        form,
        nullable ? null : form.absent(),
        nullable ? null : absent(component.getType(), form),
        nullable);
  }

  /**
   * All components with one call, which the compiler makes one piece of: to ask for each of them
   * through an interface, or by reflection, costs more than to write them.
   */
  private static MethodHandle reader(Class<?> type, RecordComponent[] components)
      throws IllegalAccessException {
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    MethodHandle[] accessors = new MethodHandle[components.length];
    for (int i = 0; i < accessors.length; i++) {
      accessors[i] =
          lookup
              .unreflect(components[i].getAccessor())
              .asType(MethodType.methodType(Object.class, Object.class));
    }
    MethodHandle array =
        MethodHandles.identity(Object[].class).asCollector(Object[].class, accessors.length);
    return MethodHandles.permuteArguments(
        MethodHandles.filterArguments(array, 0, accessors),
        MethodType.methodType(Object[].class, Object.class),
        new int[accessors.length]);
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
}
