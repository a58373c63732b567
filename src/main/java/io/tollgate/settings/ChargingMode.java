package io.tollgate.settings;

import io.tollgate.charging.record.ChargingInterface;
import java.util.EnumSet;
import java.util.Set;

/** On which interfaces something is charged. */
public enum ChargingMode {
  OFF(Set.of()),
  OFFLINE(Set.of(ChargingInterface.CH1)),
  ONLINE(Set.of(ChargingInterface.CH2)),
  BOTH(EnumSet.allOf(ChargingInterface.class)),
  /** Wherever there is a peer. */
  AUTO(EnumSet.allOf(ChargingInterface.class));

  @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
  private final Set<ChargingInterface> interfaces;

  ChargingMode(Set<ChargingInterface> interfaces) {
    this.interfaces = Set.copyOf(interfaces);
  }

  /**
   * @param reachable the interfaces that have a peer
   */
  public Set<ChargingInterface> interfaces(Set<ChargingInterface> reachable) {
    return this == AUTO ? Set.copyOf(reachable) : interfaces;
  }
}
