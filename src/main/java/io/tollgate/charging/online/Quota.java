package io.tollgate.charging.online;

import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.record.Units;
import io.tollgate.charging.session.Lease.Bound;
import io.tollgate.charging.session.Usage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one grant allows, as absolute values of the session's counters: the grant counts from the
 * report it answers (RFC 8506 5.3). Immutable.
 *
 * @param limits where each granted unit ends
 * @param marks where more is asked for
 * @param validUntil on the monotonic clock, or {@link #NEVER}
 * @param holdingNanos after so long without traffic it is handed back; 0 for never
 * @param emptyUntil a unit of it was granted with zero, or none was, and it named no final unit:
 *     not asked for again before this
 * @param grantedAt an answer starts the holding time anew (TS 32.299, Quota-Holding-Time)
 */
record Quota(
    Map<UnitType, Long> limits,
    Map<UnitType, Long> marks,
    @Nullable FinalUnit finalUnit,
    long validUntil,
    long holdingNanos,
    @Nullable Duration consumptionTime,
    long emptyUntil,
    long grantedAt) {

  /** Half the range, so that sums and differences with it do not overflow. */
  static final long NEVER = Long.MAX_VALUE / 2;

  static Quota granted(
      ServiceGrant grant,
      @Nullable FinalUnit finalUnit,
      Usage base,
      long now,
      OnlinePolicy policy) {
    Units units = grant.granted() == null ? Units.NONE : grant.granted();
    Map<UnitType, Long> limits = new EnumMap<>(UnitType.class);
    Map<UnitType, Long> marks = new EnumMap<>(UnitType.class);
    boolean empty = units.isEmpty();
    for (Map.Entry<UnitType, Long> unit : units.amounts().entrySet()) {
      UnitType type = unit.getKey();
      long amount = unit.getValue();
      empty |= amount == 0;
      long limit = plus(base.of(type), amount);
      limits.put(type, limit);
      // The last grant is served to its end (RFC 8506 5.6).
      long early = finalUnit == null ? threshold(grant, type, amount, policy) : 0;
      // At least one unit must go by, or a threshold as large as its grant would report for ever.
      marks.put(type, limit - Math.min(early, Math.max(0, limit - base.of(type) - 1)));
    }
    Duration validity = grant.validity();
    Duration holding = grant.holdingTime() == null ? policy.holdingTime() : grant.holdingTime();
    return new Quota(
        limits,
        marks.equals(limits) ? limits : marks,
        finalUnit,
        validity == null || validity.isZero() ? NEVER : now + bounded(validity),
        bounded(holding),
        grant.consumptionTime(),
        !empty || finalUnit != null ? 0 : now + bounded(policy.emptyGrantPause()),
        now);
  }

  private static long threshold(
      ServiceGrant grant, UnitType type, long amount, OnlinePolicy policy) {
    Long given =
        switch (type) {
          case TIME -> grant.timeThreshold();
          case TOTAL_OCTETS, INPUT_OCTETS, OUTPUT_OCTETS -> grant.volumeThreshold();
          case SERVICE_SPECIFIC -> grant.unitThreshold();
        };
    return given != null ? Math.max(0, given) : (long) (amount * policy.threshold());
  }

  static long plus(long base, long amount) {
    return amount > NEVER - base ? NEVER : base + amount;
  }

  private static long bounded(Duration duration) {
    return duration.compareTo(Duration.ofDays(3650)) > 0
        ? Duration.ofDays(3650).toNanos()
        : duration.toNanos();
  }

  /** The same, asked about at another time. */
  Quota withValidUntil(long until) {
    return new Quota(
        limits, marks, finalUnit, until, holdingNanos, consumptionTime, emptyUntil, grantedAt);
  }

  boolean isFinal() {
    return finalUnit != null;
  }

  /** Its time is over. */
  boolean isOver(long now) {
    return now - validUntil >= 0;
  }

  boolean redirects() {
    return finalUnit != null
        && finalUnit.action() == FinalUnit.Action.REDIRECT
        && finalUnit.redirectUri() != null;
  }

  boolean isEmpty() {
    return emptyUntil != 0;
  }

  /** Empty, and not to be asked for again yet. */
  boolean isPaused(long now) {
    return isEmpty() && now - emptyUntil < 0;
  }

  /** Some unit of it is gone. */
  boolean isUsedUp(Usage used) {
    return limits.entrySet().stream().anyMatch(unit -> used.of(unit.getKey()) >= unit.getValue());
  }

  /** Without units it lets nothing pass; a final one without units is stopped at once. */
  boolean isUsable(Usage used) {
    return !limits.isEmpty() && !isUsedUp(used);
  }

  Due due(Usage used, long now, long idleNanos, boolean timeRuns) {
    if (now - validUntil >= 0) {
      return Due.whole(ReportingReason.VALIDITY_TIME);
    }
    if (isEmpty()) {
      return Due.NOTHING;
    }
    if (!isFinal()) {
      Map<UnitType, ReportingReason> units = new EnumMap<>(UnitType.class);
      limits.forEach(
          (type, limit) -> {
            if (used.of(type) >= limit) {
              units.put(type, ReportingReason.QUOTA_EXHAUSTED);
            } else if (used.of(type) >= marks.getOrDefault(type, limit)) {
              units.put(type, ReportingReason.THRESHOLD);
            }
          });
      if (!units.isEmpty()) {
        return new Due(units, Set.of());
      }
    }
    if (holds(timeRuns) && held(now, idleNanos) >= holdingNanos) {
      return Due.whole(ReportingReason.QHT);
    }
    return Due.NOTHING;
  }

  /** The units that are gone. */
  Due exhausted(Usage used) {
    Map<UnitType, ReportingReason> units = new EnumMap<>(UnitType.class);
    limits.forEach(
        (type, limit) -> {
          if (used.of(type) >= limit) {
            units.put(type, ReportingReason.QUOTA_EXHAUSTED);
          }
        });
    return new Due(units, Set.of());
  }

  private boolean holds(boolean timeRuns) {
    return holdingNanos > 0 && !(limits.containsKey(UnitType.TIME) && timeRuns);
  }

  /** For how long it has been held, unused. */
  private long held(long now, long idleNanos) {
    return Math.min(idleNanos, now - grantedAt);
  }

  /** When time alone makes it due, on the monotonic clock. */
  long nextDeadline(long now, long consumedNanos, long idleNanos, boolean timeRuns) {
    long next = validUntil;
    if (isEmpty()) {
      return now - emptyUntil < 0 ? earlier(next, emptyUntil) : next;
    }
    Long timeLimit = limits.get(UnitType.TIME);
    if (timeLimit != null && timeRuns) {
      for (long at : new long[] {marks.getOrDefault(UnitType.TIME, timeLimit), timeLimit}) {
        long left = secondsToNanos(at) - consumedNanos;
        if (left > 0) {
          next = earlier(next, now + left);
        }
      }
    }
    if (holds(timeRuns)) {
      next = earlier(next, now + Math.max(1, holdingNanos - held(now, idleNanos)));
    }
    return next;
  }

  private static long earlier(long one, long other) {
    return other - one < 0 ? other : one;
  }

  private static long secondsToNanos(long seconds) {
    return Math.min(TimeUnit.SECONDS.toNanos(seconds), NEVER);
  }

  Bound bound(UnitType type) {
    Long limit = limits.get(type);
    return limit == null ? Bound.NONE : new Bound(limit, marks.getOrDefault(type, limit));
  }

  Set<UnitType> types() {
    return limits.isEmpty() ? EnumSet.noneOf(UnitType.class) : EnumSet.copyOf(limits.keySet());
  }
}
