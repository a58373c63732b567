package io.tollgate.charging.online;

import io.tollgate.charging.TimeSource;
import io.tollgate.charging.online.RatedQuota.Status;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.session.SessionGate;
import io.tollgate.charging.session.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All rating groups of one session. A message passes only if every one of them has units for it;
 * together they make the lease of the gate.
 */
final class Quotas {

  /** No deadline is worth a timer that spins. */
  private static final long SHORTEST_WAIT = 10_000_000;

  private final SessionGate gate;
  private final TimeSource time;
  private final Granting granting;
  private final Predicate<FinalUnit> permitted;
  private List<RatedQuota> groups = List.of();

  /**
   * @param permitted whether the service goes on when these last units are used (RFC 8506 5.6.3)
   */
  Quotas(SessionGate gate, TimeSource time, OnlinePolicy policy, Predicate<FinalUnit> permitted) {
    this.permitted = permitted;
    this.gate = gate;
    this.time = time;
    this.granting = new Granting(gate, time, policy);
  }

  void rate(List<RatedService> services) {
    groups = services.stream().map(RatedQuota::new).toList();
  }

  // --- requests

  /**
   * @param forget what was used so far was granted without credit control
   */
  List<ServiceUsage> ask(boolean forget) {
    Usage now = gate.usage();
    List<ServiceUsage> services = new ArrayList<>();
    for (RatedQuota group : groups) {
      if (forget) {
        group.startAt(now);
      }
      services.add(group.ask(now));
    }
    return services;
  }

  /** Reports the given groups; all that are charged, where they are due as a whole session. */
  List<ServiceUsage> report(Map<RatedQuota, Due> dues, Map<RatedQuota, Set<TriggerType>> triggers) {
    Usage now = gate.usage();
    List<ServiceUsage> services = new ArrayList<>();
    dues.forEach(
        (group, due) ->
            services.add(group.report(now, due, triggers.getOrDefault(group, Set.of()))));
    return services;
  }

  List<ServiceUsage> close() {
    return close(gate.usage());
  }

  /** The last report of them is made. */
  void closed() {
    Usage now = gate.usage();
    groups.forEach(group -> group.closed(now));
  }

  /** Each rating group by name, with nothing used: what is reserved for it is given back. */
  List<ServiceUsage> closeUnused() {
    return groups.stream().map(RatedQuota::closeUnused).toList();
  }

  List<ServiceUsage> close(Usage now) {
    return groups.stream()
        .filter(group -> group.status() != Status.FREE)
        .map(group -> group.close(now))
        .toList();
  }

  boolean isAnythingUnreported() {
    Usage now = gate.usage();
    return groups.stream().anyMatch(group -> group.isAnythingUnreported(now));
  }

  Map<RatedQuota, Due> all(ReportingReason reason) {
    Map<RatedQuota, Due> dues = new LinkedHashMap<>();
    for (RatedQuota group : groups) {
      if (!group.isFree()) {
        dues.put(group, Due.whole(reason));
      }
    }
    return dues;
  }

  Map<RatedQuota, Due> matching(ReauthScope scope, ReportingReason reason) {
    Map<RatedQuota, Due> dues = all(reason);
    dues.keySet().removeIf(group -> !group.matches(scope.ratingGroup(), scope.serviceIdentifier()));
    return dues;
  }

  Map<RatedQuota, Due> due() {
    Map<RatedQuota, Due> dues = new LinkedHashMap<>();
    Usage used = gate.usage();
    for (RatedQuota group : groups) {
      Quota quota = group.quota();
      if (quota != null) {
        Due due = quota.due(used, time.nanos(), idle(), timeRuns());
        if (!due.isNothing()) {
          dues.put(group, due);
        }
      } else if (time.nanos() - group.restrictedUntil() >= 0) {
        dues.put(group, Due.whole(ReportingReason.VALIDITY_TIME));
      }
    }
    return dues;
  }

  /**
   * The groups whose last units are used go on without any (RFC 8506 5.6.3).
   *
   * @return the reports of their last units, to which no more is asked for
   */
  Map<RatedQuota, Due> restrict() {
    Map<RatedQuota, Due> dues = new LinkedHashMap<>();
    Usage used = gate.usage();
    for (RatedQuota group : groups) {
      Quota quota = group.quota();
      FinalUnit last = group.usedUpFinalUnit(used);
      if (quota != null && last != null && permitted.test(last)) {
        group.restrict(used, quota.validUntil());
        if (group.isAnythingUnreported(used)) {
          dues.put(group, Due.whole(ReportingReason.FINAL));
        }
      }
    }
    install();
    return dues;
  }

  /** What was used of the last units that are gone; of units that never were, there is nothing. */
  Map<RatedQuota, Due> lastUnitsUsed() {
    Map<RatedQuota, Due> dues = new LinkedHashMap<>();
    Usage used = gate.usage();
    for (RatedQuota group : groups) {
      if (group.usedUpFinalUnit(used) != null && group.isAnythingUnreported(used)) {
        dues.put(group, Due.whole(ReportingReason.FINAL));
      }
    }
    return dues;
  }

  Set<RatedQuota> restricted() {
    return groups.stream().filter(RatedQuota::isRestricted).collect(Collectors.toSet());
  }

  /** The groups without which a waiting message cannot go on. */
  Map<RatedQuota, Due> wanted() {
    Usage used = gate.usage();
    Map<RatedQuota, Due> dues = new LinkedHashMap<>();
    for (RatedQuota group : groups) {
      Quota quota = group.quota();
      if (group.status() == Status.NONE) {
        dues.put(group, new Due(Map.of(), Set.of()));
      } else if (quota != null
          && !quota.isFinal()
          && !quota.isPaused(time.nanos())
          && !quota.isUsable(used)) {
        dues.put(group, quota.exhausted(used));
      }
    }
    return dues;
  }

  // --- answers

  Granting.Applied apply(CreditAnswer answer, FailureHandling failureHandling, boolean gate) {
    return granting.apply(groups, answer, failureHandling, gate);
  }

  /** These groups are reported without asking for more: nothing of theirs may be used from here. */
  void handBack(Map<RatedQuota, Due> dues) {
    boolean any = false;
    for (Map.Entry<RatedQuota, Due> due : dues.entrySet()) {
      if (due.getValue().handsBack()) {
        due.getKey().become(Status.NONE);
        any = true;
      }
    }
    if (any) {
      install();
    }
  }

  /** All that was reported counts as debited. */
  void acknowledge() {
    groups.stream().filter(RatedQuota::isOutstanding).forEach(RatedQuota::acknowledge);
  }

  void unanswered() {
    groups.forEach(RatedQuota::unanswered);
  }

  // --- where things stand

  List<RatedQuota> groups() {
    return groups;
  }

  /** What was granted before may still be used, in every group. */
  boolean isUsable() {
    Usage used = gate.usage();
    return groups.stream()
        .filter(group -> !group.isFree() && !group.isRestricted())
        .map(RatedQuota::quota)
        .allMatch(quota -> quota != null && quota.isUsable(used) && !quota.isOver(time.nanos()));
  }

  /** The answer left a group without anything to use, and sends the user nowhere else. */
  boolean isAnyEmpty() {
    Usage used = gate.usage();
    return groups.stream()
        .map(RatedQuota::quota)
        .anyMatch(quota -> quota != null && !quota.isUsable(used) && !quota.redirects());
  }

  boolean isDenied() {
    return groups.stream().anyMatch(group -> group.status() == Status.DENIED);
  }

  /** The final unit whose grant is used up; null while none is. */
  @Nullable FinalUnit usedUpFinalUnit() {
    Usage used = gate.usage();
    for (RatedQuota group : groups) {
      FinalUnit last = group.usedUpFinalUnit(used);
      if (last != null) {
        return last;
      }
    }
    return null;
  }

  /** Call when the tariff alarm may have rung. */
  void passTariffChange() {
    if (granting.tariffHasChanged()) {
      Usage now = gate.usage();
      groups.forEach(group -> group.tariffChanges(now));
    }
  }

  /** Nanoseconds until time alone makes something due; null for never. */
  @Nullable Duration untilNextDeadline() {
    long now = time.nanos();
    long next = granting.tariffChangeAt();
    for (RatedQuota group : groups) {
      Quota quota = group.quota();
      if (quota != null) {
        long mine = quota.nextDeadline(now, gate.serviceTime().nanos(), idle(), timeRuns());
        next = mine - next < 0 ? mine : next;
      } else if (group.restrictedUntil() - next < 0) {
        next = group.restrictedUntil();
      }
    }
    return next >= Quota.NEVER / 2 ? null : Duration.ofNanos(Math.max(SHORTEST_WAIT, next - now));
  }

  private long idle() {
    return gate.serviceTime().idleNanos();
  }

  private boolean timeRuns() {
    return gate.serviceTime().isConsuming();
  }

  /** Puts the grants in force. */
  void install() {
    Leases together = Leases.of(groups, gate.usage(), time.nanos(), permitted);
    gate.serviceTime().consumptionTime(together.consumptionTime());
    gate.install(together.lease());
  }
}
