package io.tollgate.charging.flow;

import io.tollgate.charging.record.ChargingInterface;
import java.util.Locale;
import java.util.Set;

/** Which interfaces are on, as the key of a flow. */
public enum Charging {
  OFF(Set.of()),
  OFFLINE(Set.of(ChargingInterface.CH1)),
  ONLINE(Set.of(ChargingInterface.CH2)),
  BOTH(Set.of(ChargingInterface.CH1, ChargingInterface.CH2));

  private final Set<ChargingInterface> interfaces;

  Charging(Set<ChargingInterface> interfaces) {
    this.interfaces = interfaces;
  }

  public static Charging on(Set<ChargingInterface> interfaces) {
    boolean offline = interfaces.contains(ChargingInterface.CH1);
    boolean online = interfaces.contains(ChargingInterface.CH2);
    if (offline) {
      return online ? BOTH : OFFLINE;
    }
    return online ? ONLINE : OFF;
  }

  public Set<ChargingInterface> interfaces() {
    return interfaces;
  }

  boolean allows(Step step) {
    return switch (step) {
      case CHARGE_OFFLINE -> interfaces.contains(ChargingInterface.CH1);
      case CHARGE_ONLINE -> interfaces.contains(ChargingInterface.CH2);
      case ANSWER_ORIGINATOR, AWAIT_ACK, FORWARD, AWAIT_FIRST_ACCEPTANCE -> true;
    };
  }

  /** As operators write it: {@code offline}, {@code online}, {@code both}, {@code off}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
