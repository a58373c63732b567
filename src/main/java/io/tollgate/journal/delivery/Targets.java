package io.tollgate.journal.delivery;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.CdfChoice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Chooses the charging function for a record: primary first, failover, fail-back. */
final class Targets {

  /** Names come from P-Charging-Function-Addresses; a trusted network uses a few. */
  private static final int MOST = 64;

  private final DeliveryPolicy policy;
  private final LongSupplier nanos;
  private final Map<String, TargetHealth> health = new LinkedHashMap<>();

  Targets(DeliveryPolicy policy, LongSupplier nanos) {
    this.policy = policy;
    this.nanos = nanos;
  }

  /**
   * The function that a record may be sent to now, if any.
   *
   * @param tired the choices that this record has been tried on in vain
   */
  @Nullable CdfChoice choose(Courier courier, Set<CdfChoice> tired) {
    long now = nanos.getAsLong();
    TargetHealth second = courier.targets().size() > 1 ? of(courier, CdfChoice.SECONDARY) : null;
    boolean another = second != null && second.isUp() && !tired.contains(CdfChoice.SECONDARY);
    if (!tired.contains(CdfChoice.PRIMARY)) {
      TargetHealth primary = of(courier, CdfChoice.PRIMARY);
      if (primary.isUp() || primary.mayProbe(now) && (!another || primary.hasRested(now))) {
        return CdfChoice.PRIMARY;
      }
    }
    boolean probe =
        second != null && !tired.contains(CdfChoice.SECONDARY) && second.mayProbe(now);
    return another || probe ? CdfChoice.SECONDARY : null;
  }

  /** Some function for these records is known to work, not only worth a probe. */
  boolean isUp(Courier courier) {
    return courier.targets().stream().anyMatch(name -> of(name, courier.channel()).isUp());
  }

  /** Every function heard of on that interface is down. */
  boolean allDown(ChargingInterface channel) {
    List<TargetHealth> known =
        health.values().stream().filter(each -> each.channel() == channel).toList();
    return !known.isEmpty() && known.stream().noneMatch(TargetHealth::isUp);
  }

  TargetHealth of(Courier courier, CdfChoice choice) {
    return of(courier.targets().get(choice.ordinal()), courier.channel());
  }

  private TargetHealth of(String name, ChargingInterface channel) {
    String key = channel + " " + name;
    TargetHealth known = health.get(key);
    if (known == null) {
      known = new TargetHealth(name, channel, policy);
      if (health.size() >= MOST) {
        health.remove(health.keySet().iterator().next());
      }
      health.put(key, known);
    }
    return known;
  }

  List<TargetStatus> status() {
    long now = nanos.getAsLong();
    return health.values().stream().map(each -> each.status(now)).toList();
  }
}
