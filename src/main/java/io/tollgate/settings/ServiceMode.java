package io.tollgate.settings;

import io.tollgate.charging.record.ServiceKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** One service's own charging mode, written {@code page-message=offline}. */
public record ServiceMode(ServiceKind kind, ChargingMode mode) {

  static ServiceMode parse(String text) {
    String[] sides = text.split("=", -1);
    if (sides.length != 2) {
      throw new WrongWord(text.strip(), "SERVICE=MODE");
    }
    return new ServiceMode(kind(sides[0]), constant(ChargingMode.class, sides[1]));
  }

  static ServiceKind kind(String name) {
    return constant(ServiceKind.class, name);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (name(constant).equalsIgnoreCase(name.strip())) {
        return constant;
      }
    }
    throw new WrongWord(
        name.strip(),
        "one of "
            + Arrays.stream(type.getEnumConstants())
                .map(ServiceMode::name)
                .collect(Collectors.joining(", ")));
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return name(kind) + "=" + name(mode);
  }
}
