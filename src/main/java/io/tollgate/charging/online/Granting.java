package io.tollgate.charging.online;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.online.RatedQuota.Status;
import io.tollgate.charging.online.ResultTable.Effect;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.Settlement;
import io.tollgate.charging.session.SessionGate;
import io.tollgate.charging.session.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the services of one answer in force, each rating group by its own result. A grant counts
 * from the report it answers (RFC 8506 5.3).
 *
 * <p>Members of a credit pool (G-S-U-Pool-Reference 457) each keep to the share they were granted:
 * together they never use more than the pool holds (RFC 8506 5.1.2).
 */
final class Granting {

  /**
   * What an answer's services amount to.
   *
   * @param complete every report it answers was taken
   * @param uncharged which groups are charged no more, while the service goes on, and why
   */
  record Applied(
      boolean badAnswer,
      boolean complete,
      @Nullable Refusal refusal,
      Map<RatedQuota, String> uncharged) {}

  private final SessionGate gate;
  private final TimeSource time;
  private final OnlinePolicy policy;
  private long tariffChangeAt = Quota.NEVER;

  Granting(SessionGate gate, TimeSource time, OnlinePolicy policy) {
    this.gate = gate;
    this.time = time;
    this.policy = policy;
  }

  /**
   * @param gate a refusal is for whoever waits at the gate: what was granted before goes on while
   *     it lasts (RFC 3261 14.1)
   */
  Applied apply(
      List<RatedQuota> groups, CreditAnswer answer, FailureHandling failureHandling, boolean gate) {
    boolean bad = false;
    boolean complete = true;
    Refusal refusal = null;
    Map<RatedQuota, String> uncharged = new LinkedHashMap<>();
    for (RatedQuota group : groups) {
      ServiceGrant grant = grantFor(group, answer);
      if (grant == null) {
        if (group.isOutstanding()) {
          settleUnmentioned(group, answer);
        }
        continue;
      }
      bad |= grant.unknownUnits();
      boolean free = group.isFree();
      Refusal said = apply(group, grant, answer, failureHandling, gate);
      if (group.isFree() && !free) {
        uncharged.put(group, why(group));
      }
      complete &= !group.isAnythingRefused();
      refusal = refusal == null ? said : refusal;
    }
    return new Applied(bad, complete, refusal, uncharged);
  }

  private static String why(RatedQuota group) {
    return group.status() == Status.FREE
        ? "is free, the OCS says"
        : "failed at the OCS, and its failure handling is to go on";
  }

  private static @Nullable ServiceGrant grantFor(RatedQuota group, CreditAnswer answer) {
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
    if (group.isFree() || !group.isAsked()) {
      return;
    }
    ServiceGrant nothing = ServiceGrant.NOTHING;
    group.grant(
        Quota.granted(nothing, answer.finalUnit(), group.reportedAt(), time.nanos(), policy));
  }

  private @Nullable Refusal apply(
      RatedQuota group,
      ServiceGrant grant,
      CreditAnswer answer,
      FailureHandling handling,
      boolean refusable) {
    boolean answersReport = group.isOutstanding();
    // What a restricted group used while its answer was out is free.
    Usage base = answersReport && !group.isRestricted() ? group.reportedAt() : gate.usage();
    int code = grant.resultCode() == null ? answer.resultCode() : grant.resultCode();
    Effect effect = policy.results().effect(code);
    if (answersReport) {
      if (effect == Effect.FREE || Settlement.takes(CreditRequestType.UPDATE, code)) {
        group.acknowledge();
      } else {
        group.refused();
      }
    }
    return switch (effect) {
      case GRANT -> {
        take(group, grant, answer, base);
        yield null;
      }
      case FREE -> {
        group.becomeFree();
        yield null;
      }
      case DENY -> deny(group, grant, answer, base, code, refusable);
      case REOPEN, FAIL -> {
        if (handling == FailureHandling.CONTINUE) {
          group.becomeUncharged(base);
          yield null;
        }
        yield deny(group, grant, answer, base, code, refusable);
      }
    };
  }

  /** What is left of a denied group, if the answer says so, may still be used. */
  private Refusal deny(
      RatedQuota group,
      ServiceGrant grant,
      CreditAnswer answer,
      Usage base,
      int code,
      boolean refusable) {
    Quota former = group.quota();
    if (grant.granted() != null && !grant.granted().isEmpty()) {
      take(group, grant, answer, base);
    } else if (!refusable || former == null || !former.isUsable(gate.usage())) {
      group.become(Status.DENIED);
    }
    return policy
        .results()
        .refusal(code, "rating group " + group.service().ratingGroup() + ": " + code);
  }

  private void take(RatedQuota group, ServiceGrant grant, CreditAnswer answer, Usage base) {
    FinalUnit last = grant.finalUnit() == null ? answer.finalUnit() : grant.finalUnit();
    if (!group.isAsked() && grant.granted() == null) {
      if (group.isHandedBack()) {
        group.become(Status.NONE);
      }
      if (grant.validity() != null && !grant.validity().isZero()) {
        group.withoutUnitsUntil(Quota.plus(time.nanos(), nanos(grant.validity())));
      }
      return;
    }
    group.liftRestriction(base);
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

  // --- the tariff change (Tariff-Time-Change 451)

  /** On the monotonic clock. */
  long tariffChangeAt() {
    return tariffChangeAt;
  }

  /** True once, when the moment has come. */
  boolean tariffHasChanged() {
    if (time.nanos() - tariffChangeAt < 0) {
      return false;
    }
    tariffChangeAt = Quota.NEVER;
    return true;
  }
}
