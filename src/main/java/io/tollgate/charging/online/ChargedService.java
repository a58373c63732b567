package io.tollgate.charging.online;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.Timers;
import io.tollgate.charging.record.AdviceOfCharge;
import io.tollgate.charging.session.Alarm;
import io.tollgate.charging.session.Lease;
import io.tollgate.charging.session.Lease.Beyond;
import io.tollgate.charging.session.SessionGate;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The service that a credit-control session lets go on, holds up or ends. */
final class ChargedService {

  private static final Logger LOG = LogManager.getLogger(ChargedService.class);

  private final SessionGate gate;
  private final ServiceControl control;
  private final OnlinePolicy policy;
  private final Timers timers;
  private final Owner owner;
  private final Runnable ring;
  private @Nullable Alarm alarm;

  /** The user was redirected when the final units were used up; only a new grant lifts that. */
  private boolean restricted;

  /**
   * @param ring the service had its time to end, or the time to charge it again has come
   */
  ChargedService(
      SessionGate gate,
      ServiceControl control,
      OnlinePolicy policy,
      Timers timers,
      Owner owner,
      Runnable ring) {
    this.gate = gate;
    this.control = control;
    this.policy = policy;
    this.timers = timers;
    this.owner = owner;
    this.ring = ring;
  }

  void shut() {
    gate.install(Lease.shut(Beyond.REFUSE));
  }

  /** Without credit control, for now or for good. */
  void open() {
    gate.install(Lease.unlimited());
  }

  boolean isMessageHeld() {
    return gate.isHolding();
  }

  void decideHeld() {
    gate.decideHeld();
  }

  void tellToEnd(String session, Refusal why) {
    LOG.info("Credit-control session {}: the service is ended: {}", session, why.reason());
    control.endSession(why);
  }

  void advise(AdviceOfCharge advice) {
    control.advise(advice);
  }

  boolean isAskedByPayer() {
    return control.isAskedByPayer();
  }

  void redirect(String uri, Refusal otherwise) {
    restricted = true;
    control.redirect(uri, otherwise);
  }

  boolean isRestricted() {
    return restricted;
  }

  void restrictedOnlyWhile(boolean finalUnitsAreUsedUp) {
    restricted &= finalUnitsAreUsedUp;
  }

  void guardEnd() {
    ringAfter(policy.endGuard());
  }

  void tryAgainLater() {
    Duration wait = policy.retryOpen();
    if (!wait.isZero()) {
      ringAfter(wait);
    }
  }

  /** When a request of which nobody knows whether it arrived is sent again. */
  void repeatLater() {
    ringAfter(policy.txUpdate());
  }

  private void ringAfter(Duration wait) {
    Alarm set = alarm == null ? new Alarm(timers, owner, ring) : alarm;
    alarm = set;
    set.set(wait);
  }

  void quiet() {
    if (alarm != null) {
      alarm.off();
    }
  }
}
