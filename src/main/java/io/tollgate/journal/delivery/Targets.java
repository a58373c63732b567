package io.tollgate.journal.delivery;

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
  @Nullable CdfChoice choose(List<String> names, Set<CdfChoice> tired) {
    long now = nanos.getAsLong();
    boolean another =
        names.size() > 1 && of(names.get(1)).isUp() && !tired.contains(CdfChoice.SECONDARY);
    if (!tired.contains(CdfChoice.PRIMARY)) {
      TargetHealth primary = of(names.get(0));
      if (primary.isUp() || primary.mayProbe(now) && (!another || primary.hasRested(now))) {
        return CdfChoice.PRIMARY;
      }
    }
    if (another || mayProbeSecond(names, tired, now)) {
      return CdfChoice.SECONDARY;
    }
    return null;
  }

  private boolean mayProbeSecond(List<String> names, Set<CdfChoice> tired, long now) {
    return names.size() > 1
        && !tired.contains(CdfChoice.SECONDARY)
        && of(names.get(1)).mayProbe(now);
  }

  /** Some function for these names is known to work, not only worth a probe. */
  boolean isUp(List<String> names) {
    return names.stream().anyMatch(name -> of(name).isUp());
  }

  /** Everything heard of is down. */
  boolean allDown() {
    return !health.isEmpty() && health.values().stream().noneMatch(TargetHealth::isUp);
  }

  TargetHealth of(String name) {
    TargetHealth known = health.get(name);
    if (known == null) {
      known = new TargetHealth(policy);
      if (health.size() >= MOST) {
        health.remove(health.keySet().iterator().next());
      }
      health.put(name, known);
    }
    return known;
  }

  List<TargetStatus> status() {
    long now = nanos.getAsLong();
    List<TargetStatus> all = new ArrayList<>();
    health.forEach((name, each) -> all.add(each.status(name, now)));
    return all;
  }
}
