package io.tollgate.settings;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All settings, room by room, in the order of {@link Settings}. */
public final class Catalogue {
  private final Map<String, List<SettingDescription>> rooms = new LinkedHashMap<>();

  public Catalogue() {
    for (RecordComponent room : Settings.class.getRecordComponents()) {
      rooms.put(
          room.getName(),
          Arrays.stream(room.getType().getRecordComponents())
              .map(component -> new SettingDescription(room.getName(), component))
              .toList());
    }
  }

  List<String> roomNames() {
    return List.copyOf(rooms.keySet());
  }

  List<SettingDescription> room(String name) {
    return rooms.getOrDefault(name, List.of());
  }

  public List<SettingDescription> all() {
    return rooms.values().stream().flatMap(List::stream).toList();
  }

  Map<String, SettingDescription> byName() {
    return all().stream().collect(Collectors.toMap(SettingDescription::name, setting -> setting));
  }

  Map<String, SettingDescription> byEnvironmentName() {
    return all().stream()
        .collect(Collectors.toMap(SettingDescription::environmentName, setting -> setting));
  }

  Map<String, SettingDescription> byFormerName() {
    return renamed().collect(Collectors.toMap(SettingDescription::formerName, setting -> setting));
  }

  Map<String, SettingDescription> byFormerEnvironmentName() {
    return renamed()
        .collect(Collectors.toMap(SettingDescription::formerEnvironmentName, setting -> setting));
  }

  private Stream<SettingDescription> renamed() {
    return all().stream().filter(setting -> !setting.formerName().isEmpty());
  }
}
