package io.tollgate.charging.enabler;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.CreditCommands;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.Owner;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.Timers;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.online.OpenSessions;
import io.tollgate.charging.session.Turns;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** The Charging Enabler User over its ports. */
public final class ChargingEnabler implements ChargingEnablerUser {

  private static final Duration ASKING_TAKES = Duration.ofSeconds(10);

  private volatile ChargingPolicy policy;
  private final AccountingPort accounting;
  private final CreditPort credit;
  private final CreditLedger ledger;
  private final Timers timers;
  private final TimeSource time;
  private final Supplier<String> ids;
  private final DoubleSupplier random;
  private final ChargingObserver observer;
  private final OpenSessions openSessions = new OpenSessions();

  /**
   * @param ids Session-Ids, unique over restarts (RFC 6733 8.8)
   * @param random between 0 and 1, spreads interim intervals
   * @param observer hears what sessions do
   */
  public ChargingEnabler(
      ChargingPolicy policy,
      AccountingPort accounting,
      CreditPort credit,
      CreditLedger ledger,
      Timers timers,
      TimeSource time,
      Supplier<String> ids,
      DoubleSupplier random,
      ChargingObserver observer) {
    this.policy = policy;
    this.accounting = accounting;
    this.credit = credit;
    this.ledger = ledger;
    this.timers = timers;
    this.time = time;
    this.ids = ids;
    this.random = random;
    this.observer = observer;
  }

  /** For sessions to come; those that are up are charged to their end as they began. */
  public void use(ChargingPolicy changed) {
    policy = changed;
  }

  @Override
  public ChargedSession open(SessionTerms terms, Owner owner, ServiceControl control) {
    return new SessionCharging(this, policy, terms, new Turns(owner), control);
  }

  @Override
  public ChargedSession openFree(SessionTerms terms, Owner owner, ServiceControl control) {
    return new NoCharging(policy.flows()).open(terms, owner, control);
  }

  /** Where RAR and ASR go. */
  public CreditCommands serverRequests() {
    return openSessions;
  }

  /**
   * The OCS that has these sessions restarted. Each reports and asks for units anew, spread over a
   * while; those that the OCS lost are told so, and opened in its place (RFC 8506 5.2, 5002).
   */
  public void askAfter(List<String> sessionIds) {
    for (String session : sessionIds) {
      timers.schedule(
          Duration.ofNanos((long) (random.getAsDouble() * ASKING_TAKES.toNanos())),
          () -> openSessions.reAuthorise(session, null, null, reaction -> {}));
    }
  }

  /** Credit-control sessions that the OCS may have open. */
  public int openCreditSessions() {
    return openSessions.count();
  }

  // --- for the sessions

  ChargingObserver observer() {
    return observer;
  }

  AccountingPort accounting() {
    return accounting;
  }

  CreditPort credit() {
    return credit;
  }

  CreditLedger ledger() {
    return ledger;
  }

  Timers timers() {
    return timers;
  }

  TimeSource time() {
    return time;
  }

  Supplier<String> ids() {
    return ids;
  }

  DoubleSupplier random() {
    return random;
  }

  OpenSessions openSessions() {
    return openSessions;
  }
}
