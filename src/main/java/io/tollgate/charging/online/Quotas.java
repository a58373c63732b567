package io.tollgate.charging.online;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.online.RatedQuota.Status;
import io.tollgate.charging.online.ResultTable.Effect;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.record.UnitType;
import io.tollgate.charging.session.Lease;
import io.tollgate.charging.session.Lease.Beyond;
import io.tollgate.charging.session.Lease.Bound;
import io.tollgate.charging.session.SessionGate;
import io.tollgate.charging.session.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All rating groups of one session. A message passes only if every one of them has units for it;
 * together they make the lease of the gate.
 */
final class Quotas {

  /** What an answer's services amount to. */
  record Applied(boolean badAnswer, @Nullable Refusal refusal) {}

  /** No deadline is worth a timer that spins. */
  private static final long SHORTEST_WAIT = 10_000_000;

  private final SessionGate gate;
  private final TimeSource time;
  private final OnlinePolicy policy;
  private List<RatedQuota> groups = List.of();
  private long tariffChangeAt = Quota.NEVER;

  Quotas(SessionGate gate, TimeSource time, OnlinePolicy policy) {
    this.gate = gate;
    this.time = time;
    this.policy = policy;
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
  List<ServiceUsage> report(Map<RatedQuota, Due> dues, Set<TriggerType> triggers) {
    Usage now = gate.usage();
    List<ServiceUsage> services = new ArrayList<>();
    dues.forEach((group, due) -> services.add(group.report(now, due, triggers, !due.handsBack())));
    return services;
  }

  List<ServiceUsage> close() {
    Usage now = gate.usage();
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
      if (group.status() != Status.FREE) {
        dues.put(group, Due.whole(reason));
      }
    }
    return dues;
  }

  Map<RatedQuota, Due> matching(
      @Nullable Long ratingGroup, @Nullable Long serviceIdentifier, ReportingReason reason) {
    Map<RatedQuota, Due> dues = all(reason);
    dues.keySet().removeIf(group -> !group.matches(ratingGroup, serviceIdentifier));
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
      }
    }
    return dues;
  }

  /** The groups without which a waiting message cannot go on. */
  Map<RatedQuota, Due> wanted() {
    Usage used = gate.usage();
    Map<RatedQuota, Due> dues = new LinkedHashMap<>();
    for (RatedQuota group : groups) {
      Quota quota = group.quota();
      if (group.status() == Status.NONE) {
        dues.put(group, new Due(Map.of(), Set.of()));
      } else if (quota != null && !quota.isFinal() && !isPaused(quota) && !quota.isUsable(used)) {
        dues.put(
            group,
            quota.limits().isEmpty() ? new Due(Map.of(), Set.of()) : quotaExhausted(quota, used));
      }
    }
    return dues;
  }

  private static Due quotaExhausted(Quota quota, Usage used) {
    Map<UnitType, ReportingReason> units = new LinkedHashMap<>();
    quota
        .limits()
        .forEach(
            (type, limit) -> {
              if (used.of(type) >= limit) {
                units.put(type, ReportingReason.QUOTA_EXHAUSTED);
              }
            });
    return new Due(units, Set.of());
  }

  // --- answers

  Applied apply(CreditAnswer answer, FailureHandling failureHandling) {
    boolean bad = false;
    Refusal refusal = null;
    for (RatedQuota group : groups) {
      ServiceGrant grant = grantFor(group, answer);
      if (grant == null) {
        if (group.isOutstanding()) {
          settleUnmentioned(group, answer);
        }
        continue;
      }
      bad |= grant.unknownUnits();
      Refusal said = apply(group, grant, answer, failureHandling);
      refusal = refusal == null ? said : refusal;
    }
    return new Applied(bad, refusal);
  }

  private @Nullable ServiceGrant grantFor(RatedQuota group, CreditAnswer answer) {
    for (ServiceGrant grant : answer.services()) {
      if (group.matches(grant.ratingGroup(), grant.serviceIdentifier())) {
        return grant;
      }
    }
    return null;
  }

  /** Success without a word on a group that asked: it was debited and given nothing. */
  private void settleUnmentioned(RatedQuota group, CreditAnswer answer) {
    group.acknowledge();
    if (group.status() == Status.FREE || group.isHandedBack()) {
      return;
    }
    ServiceGrant nothing = Grants.nothing();
    group.grant(
        Quota.granted(nothing, answer.finalUnit(), group.reportedAt(), time.nanos(), policy));
  }

  private @Nullable Refusal apply(
      RatedQuota group, ServiceGrant grant, CreditAnswer answer, FailureHandling handling) {
    boolean answersReport = group.isOutstanding();
    Usage base = answersReport ? group.reportedAt() : gate.usage();
    if (answersReport) {
      group.acknowledge();
    }
    int code = grant.resultCode() == null ? answer.resultCode() : grant.resultCode();
    Effect effect = policy.results().effect(code);
    switch (effect) {
      case GRANT -> take(group, grant, answer, base);
      case FREE -> group.become(Status.FREE);
      case DENY -> {
        return deny(group, grant, answer, base, code);
      }
      case REOPEN, FAIL -> {
        if (handling == FailureHandling.CONTINUE) {
          group.become(Status.FREE);
        } else {
          return deny(group, grant, answer, base, code);
        }
      }
    }
    return null;
  }

  /** What is left of a denied group, if the answer says so, may still be used. */
  private Refusal deny(
      RatedQuota group, ServiceGrant grant, CreditAnswer answer, Usage base, int code) {
    if (grant.granted() != null && !grant.granted().isEmpty()) {
      take(group, grant, answer, base);
    } else {
      group.become(Status.DENIED);
    }
    return policy
        .results()
        .refusal(code, "rating group " + group.service().ratingGroup() + ": " + code);
  }

  private void take(RatedQuota group, ServiceGrant grant, CreditAnswer answer, Usage base) {
    FinalUnit last = grant.finalUnit() == null ? answer.finalUnit() : grant.finalUnit();
    if (group.isHandedBack() && grant.granted() == null) {
      group.become(Status.NONE);
      return;
    }
    group.grant(Quota.granted(grant, last, base, time.nanos(), policy));
    Instant change = grant.tariffChange();
    if (change != null) {
      Duration left = Duration.between(time.now(), change);
      tariffChangeAt = time.nanos() + (left.isNegative() ? 0 : Quota.plus(0, nanos(left)));
    }
  }

  private static long nanos(Duration duration) {
    return duration.compareTo(Duration.ofDays(3650)) > 0 ? Quota.NEVER : duration.toNanos();
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

  boolean isDenied() {
    return groups.stream().anyMatch(group -> group.status() == Status.DENIED);
  }

  /** The final unit whose grant is used up; null while none is. */
  @Nullable FinalUnit usedUpFinalUnit() {
    Usage used = gate.usage();
    for (RatedQuota group : groups) {
      Quota quota = group.quota();
      if (quota != null && quota.isFinal() && !quota.isUsable(used)) {
        return quota.finalUnit();
      }
    }
    return null;
  }

  /** Call when the tariff alarm may have rung. */
  void passTariffChange() {
    if (time.nanos() - tariffChangeAt >= 0) {
      tariffChangeAt = Quota.NEVER;
      Usage now = gate.usage();
      groups.forEach(group -> group.tariffChanges(now));
    }
  }

  /** Nanoseconds until time alone makes something due; null for never. */
  @Nullable Duration untilNextDeadline() {
    long now = time.nanos();
    long next = tariffChangeAt;
    for (RatedQuota group : groups) {
      Quota quota = group.quota();
      if (quota != null) {
        long mine = quota.nextDeadline(now, gate.serviceTime().nanos(), idle(), timeRuns());
        next = mine - next < 0 ? mine : next;
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

  private boolean isPaused(Quota quota) {
    return quota.isEmpty() && time.nanos() - quota.emptyUntil() < 0;
  }

  /** Puts the grants in force. */
  void install() {
    Duration consumption = null;
    Bound messages = Bound.NONE;
    Bound total = Bound.NONE;
    Bound input = Bound.NONE;
    Bound output = Bound.NONE;
    boolean shut = false;
    boolean refuse = false;
    boolean activity = false;
    Usage used = gate.usage();
    for (RatedQuota group : groups) {
      Quota quota = group.quota();
      if (group.status() == Status.FREE) {
        continue;
      }
      if (quota == null) {
        shut = true;
        refuse |= group.status() == Status.DENIED;
        continue;
      }
      messages = messages.and(quota.bound(UnitType.SERVICE_SPECIFIC));
      total = total.and(quota.bound(UnitType.TOTAL_OCTETS));
      input = input.and(quota.bound(UnitType.INPUT_OCTETS));
      output = output.and(quota.bound(UnitType.OUTPUT_OCTETS));
      shut |= !quota.isUsable(used);
      refuse |= quota.isFinal() || isPaused(quota);
      consumption = quota.consumptionTime() == null ? consumption : quota.consumptionTime();
      activity |= quota.holdingNanos() > 0 || quota.consumptionTime() != null;
    }
    gate.serviceTime().consumptionTime(consumption);
    Beyond beyond = refuse ? Beyond.REFUSE : Beyond.HOLD;
    gate.install(
        shut ? Lease.shut(beyond) : new Lease(messages, total, input, output, beyond, activity));
  }
}
