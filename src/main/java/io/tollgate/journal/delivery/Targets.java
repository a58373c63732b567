package io.tollgate.journal.delivery;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.CdfChoice;
import java.util.ArrayList;
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
  private final Map<Target, TargetHealth> health = new LinkedHashMap<>();

  Targets(DeliveryPolicy policy, LongSupplier nanos) {
    this.policy = policy;
    this.nanos = nanos;
  }

  /**
   * The function that a record may be sent to now, if any.
   *
   * @param tired the choices that this record has been tried on in vain
   */
  @Nullable CdfChoice choose(Transmitter transmitter, Set<CdfChoice> tired) {
    long now = nanos.getAsLong();
    TargetHealth second =
        transmitter.targets().size() > 1 ? of(transmitter, CdfChoice.SECONDARY) : null;
    boolean another = second != null && second.isUp() && !tired.contains(CdfChoice.SECONDARY);
    if (!tired.contains(CdfChoice.PRIMARY)) {
      TargetHealth primary = of(transmitter, CdfChoice.PRIMARY);
      if (primary.isUp() || primary.mayProbe(now) && (!another || primary.hasRested(now))) {
        return CdfChoice.PRIMARY;
      }
    }
    boolean probe = second != null && !tired.contains(CdfChoice.SECONDARY) && second.mayProbe(now);
    return another || probe ? CdfChoice.SECONDARY : null;
  }

  /** Some function for these records is known to work, not only worth a probe. */
  boolean isUp(Transmitter transmitter) {
    return transmitter.targets().stream().anyMatch(target -> of(target).isUp());
  }

  /** Every configured function heard of on that interface is down. */
  boolean allDown(ChargingInterface channel) {
    boolean known = false;
    for (Map.Entry<Target, TargetHealth> each : health.entrySet()) {
      if (each.getKey().configured() && each.getKey().channel() == channel) {
        if (each.getValue().isUp()) {
          return false;
        }
        known = true;
      }
    }
    return known;
  }

  TargetHealth of(Transmitter transmitter, CdfChoice choice) {
    return of(transmitter.targets().get(choice.ordinal()));
  }

  private TargetHealth of(Target target) {
    TargetHealth known = health.get(target);
    if (known == null) {
      known = new TargetHealth(policy);
      if (health.size() >= MOST) {
        // Those that are configured stay: whether records can be sent at all depends on them.
        health.keySet().stream()
            .filter(each -> !each.configured())
            .findFirst()
            .ifPresent(health::remove);
      }
      health.put(target, known);
    }
    return known;
  }

  List<TargetStatus> status() {
    long now = nanos.getAsLong();
    List<TargetStatus> all = new ArrayList<>();
    health.forEach((target, each) -> all.add(each.status(target.name(), now)));
    return all;
  }
}
