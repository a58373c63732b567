package io.tollgate.charging.record;

import java.util.EnumMap;
import java.util.Map;

/** Amounts by unit type. Empty in a request means that the server decides (RFC 8506 5.2). */
public record Units(Map<UnitType, Long> amounts) {

  public static final Units NONE = new Units(Map.of());

  public Units {
    amounts.forEach(
        (type, amount) -> {
          if (amount < 0) {
            throw new IllegalArgumentException(type + ": " + amount + " (expected: >= 0)");
          }
        });
    amounts = Map.copyOf(amounts);
  }

  public static Units of(UnitType type, long amount) {
    return new Units(Map.of(type, amount));
  }

  /** The amount of the type, 0 if there is none. */
  public long get(UnitType type) {
    return amounts.getOrDefault(type, 0L);
  }

  public boolean isEmpty() {
    return amounts.isEmpty();
  }

  public Units with(UnitType type, long amount) {
    Map<UnitType, Long> copy = new EnumMap<>(UnitType.class);
    copy.putAll(amounts);
    copy.put(type, amount);
    return new Units(copy);
  }
}
