package io.tollgate.charging.online;

import io.tollgate.charging.online.RatedQuota.Status;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.session.Lease;
import io.tollgate.charging.session.Lease.Beyond;
import io.tollgate.charging.session.Lease.Bound;
import io.tollgate.charging.session.Usage;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of all rating groups taken together: a message passes only if every one of them has
 * units for it, so the tightest bound of each unit counts.
 */
final class Leases {

  private final Predicate<FinalUnit> permitted;
  private Bound messages = Bound.NONE;
  private Bound total = Bound.NONE;
  private Bound input = Bound.NONE;
  private Bound output = Bound.NONE;
  private boolean shut;
  private boolean refuse;
  private boolean activity;
  private @Nullable Duration consumption;

  private Leases(Predicate<FinalUnit> permitted) {
    this.permitted = permitted;
  }

  /**
   * @param permitted whether the service goes on when these last units are used
   */
  static Leases of(List<RatedQuota> groups, Usage used, long now, Predicate<FinalUnit> permitted) {
    Leases all = new Leases(permitted);
    groups.forEach(group -> all.add(group, used, now));
    return all;
  }

  private void add(RatedQuota group, Usage used, long now) {
    Quota quota = group.quota();
    if (group.isFree() || group.isRestricted()) {
      return;
    }
    if (quota == null) {
      shut = true;
      refuse |= group.status() == Status.DENIED;
      return;
    }
    messages = messages.and(quota.bound(UnitType.SERVICE_SPECIFIC));
    total = total.and(quota.bound(UnitType.TOTAL_OCTETS));
    input = input.and(quota.bound(UnitType.INPUT_OCTETS));
    output = output.and(quota.bound(UnitType.OUTPUT_OCTETS));
    shut |= !quota.isUsable(used);
    FinalUnit last = quota.finalUnit();
    refuse |= last != null && !permitted.test(last) || quota.isPaused(now);
    consumption = quota.consumptionTime() == null ? consumption : quota.consumptionTime();
    activity |= quota.holdingNanos() > 0 || quota.consumptionTime() != null;
  }

  /** Quota-Consumption-Time 881, where a group has one. */
  @Nullable Duration consumptionTime() {
    return consumption;
  }

  Lease lease() {
    Beyond beyond = refuse ? Beyond.REFUSE : Beyond.HOLD;
    return shut ? Lease.shut(beyond) : new Lease(messages, total, input, output, beyond, activity);
  }
}
