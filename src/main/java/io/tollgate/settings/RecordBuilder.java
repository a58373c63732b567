package io.tollgate.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts values into the records of the catalogue. */
final class RecordBuilder {
  private RecordBuilder() {}

  static Settings build(Map<String, EffectiveSettings.Value> values) {
    Object[] rooms =
        Arrays.stream(Settings.class.getRecordComponents())
            .map(room -> room(room, values))
            .toArray();
    return (Settings) construct(Settings.class, rooms);
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
