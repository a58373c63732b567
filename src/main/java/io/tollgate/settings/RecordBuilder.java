package io.tollgate.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts values into the records of the catalogue. */
final class RecordBuilder {
  private RecordBuilder() {}

  /** Throws one exception that names what is wrong in every room. */
  static Settings build(Map<String, EffectiveSettings.Value> values) {
    List<Object> rooms = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (RecordComponent room : Settings.class.getRecordComponents()) {
      try {
        rooms.add(room(room, values));
      } catch (SettingsException mismatch) {
        problems.addAll(mismatch.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return (Settings) construct(Settings.class, rooms.toArray());
  }

  private static Object room(RecordComponent room, Map<String, EffectiveSettings.Value> values) {
    Object[] components =
        Arrays.stream(room.getType().getRecordComponents())
            .map(component -> new SettingDescription(room.getName(), component).name())
            .map(name -> Objects.requireNonNull(values.get(name)).value())
            .toArray();
    return construct(room.getType(), components);
  }

  private static Object construct(Class<?> type, Object[] components) {
    try {
      Constructor<?> canonical =
          type.getDeclaredConstructor(
              Arrays.stream(type.getRecordComponents())
                  .map(RecordComponent::getType)
                  .toArray(Class<?>[]::new));
      return canonical.newInstance(components);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException mismatch) {
        // A record's own check of settings that must fit each other.
        throw new SettingsException(List.of(String.valueOf(mismatch.getMessage())));
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
