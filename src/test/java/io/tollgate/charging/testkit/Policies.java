package io.tollgate.charging.testkit;

import io.tollgate.charging.online.AccessFilters;
import io.tollgate.charging.online.OnlinePolicy;
import io.tollgate.charging.online.RatingPlan;
import io.tollgate.charging.record.DebitFailureHandling;
import io.tollgate.charging.record.FailureHandling;

/** The default policy with one thing or another changed. */
public final class Policies {
  private static final OnlinePolicy BASE = OnlinePolicy.DEFAULT;

  private Policies() {}

  public static OnlinePolicy failing(FailureHandling handling) {
    return failing(handling, BASE.terminateDenied());
  }

  public static OnlinePolicy failing(FailureHandling handling, boolean terminateDenied) {
    return with(handling, BASE.debitFailureHandling(), terminateDenied, BASE.rating());
  }

  public static OnlinePolicy failing(FailureHandling handling, RatingPlan rating) {
    return with(handling, BASE.debitFailureHandling(), BASE.terminateDenied(), rating);
  }

  public static OnlinePolicy failing(DebitFailureHandling handling) {
    return with(BASE.failureHandling(), handling, BASE.terminateDenied(), BASE.rating());
  }

  public static OnlinePolicy reservingMessages() {
    return new OnlinePolicy(
        BASE.failureHandling(),
        BASE.debitFailureHandling(),
        BASE.failoverSupported(),
        BASE.txInitial(),
        BASE.txUpdate(),
        BASE.retryOpen(),
        BASE.endGuard(),
        BASE.holdingTime(),
        BASE.threshold(),
        BASE.emptyGrantPause(),
        BASE.mostHeld(),
        BASE.reopenLimit(),
        BASE.terminateDenied(),
        true,
        BASE.participants(),
        BASE.rating(),
        BASE.results(),
        BASE.filters());
  }

  public static OnlinePolicy restricting(AccessFilters filters) {
    return restricting(BASE, filters);
  }

  public static OnlinePolicy restricting(OnlinePolicy base, AccessFilters filters) {
    return new OnlinePolicy(
        base.failureHandling(),
        base.debitFailureHandling(),
        base.failoverSupported(),
        base.txInitial(),
        base.txUpdate(),
        base.retryOpen(),
        base.endGuard(),
        base.holdingTime(),
        base.threshold(),
        base.emptyGrantPause(),
        base.mostHeld(),
        base.reopenLimit(),
        base.terminateDenied(),
        base.reservesMessages(),
        base.participants(),
        base.rating(),
        base.results(),
        filters);
  }

  public static OnlinePolicy rated(RatingPlan rating) {
    return with(
        BASE.failureHandling(), BASE.debitFailureHandling(), BASE.terminateDenied(), rating);
  }

  private static OnlinePolicy with(
      FailureHandling handling,
      DebitFailureHandling debits,
      boolean terminateDenied,
      RatingPlan rating) {
    return new OnlinePolicy(
        handling,
        debits,
        BASE.failoverSupported(),
        BASE.txInitial(),
        BASE.txUpdate(),
        BASE.retryOpen(),
        BASE.endGuard(),
        BASE.holdingTime(),
        BASE.threshold(),
        BASE.emptyGrantPause(),
        BASE.mostHeld(),
        BASE.reopenLimit(),
        terminateDenied,
        BASE.reservesMessages(),
        BASE.participants(),
        rating,
        BASE.results(),
        BASE.filters());
  }
}
