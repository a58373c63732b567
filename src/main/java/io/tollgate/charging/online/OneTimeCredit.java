package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.Owner;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.Timers;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.Debit;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.Octets;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.SessionServer;
import io.tollgate.charging.session.Alarm;
import io.tollgate.charging.session.SessionFacts;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** One-time events (RFC 8506 6), each a session of its own with one request. */
public final class OneTimeCredit {

  private static final Logger LOG = LogManager.getLogger(OneTimeCredit.class);

  private final Supplier<String> ids;
  private final SessionFacts facts;
  private final OnlinePolicy policy;
  private final CreditPort port;
  private final CreditLedger ledger;
  private final Timers timers;
  private final Owner owner;
  private final ServiceControl control;
  private State state;
  private @Nullable Octets refundInformation;

  /** Who has taken it: another OCS may know nothing of it. */
  private @Nullable String server;

  /** What of it was taken; null for all. */
  private @Nullable List<ServiceUsage> taken;

  private @Nullable ChargingEvent debitOf;

  /** To be given back, should it turn out that it was debited. */
  private @Nullable ChargingEvent owedBack;

  /** The debit's note for the case that the process dies; null once that is of no interest. */
  private @Nullable String noted;

  /** Where the one debit stands. */
  private enum State {
    NOTHING,
    WAITING,
    DEBITED,
    /** The ledger makes it, or makes sure of it. */
    STORED
  }

  public OneTimeCredit(
      Supplier<String> ids,
      SessionFacts facts,
      OnlinePolicy policy,
      CreditPort port,
      CreditLedger ledger,
      Timers timers,
      Owner owner,
      ServiceControl control) {
    this.ids = ids;
    this.facts = facts;
    this.policy = policy;
    this.port = port;
    this.ledger = ledger;
    this.timers = timers;
    this.owner = owner;
    this.control = control;
    Debit before = facts.terms().debit();
    this.state = before != null && before.debited() ? State.DEBITED : State.NOTHING;
    this.refundInformation = before == null ? null : before.refundInformation();
    this.server = before == null ? null : before.server();
  }

  /** DIRECT_DEBITING: the service waits for the verdict. */
  public void debit(ChargingEvent event, Verdict verdict) {
    state = State.WAITING;
    debitOf = event;
    start(event, RequestedAction.DIRECT_DEBITING, new DirectDebit(this, verdict));
  }

  /**
   * REFUND_ACCOUNT of what was debited, if anything was: nobody waits, and it is repeated until it
   * is answered.
   */
  public void refund(ChargingEvent event) {
    switch (state) {
      case NOTHING -> {
        LOG.info("{}: nothing to give back, for nothing was debited", facts.terms().correlation());
        settled();
      }
      case WAITING -> owedBack = event;
      case DEBITED, STORED -> {
        state = State.NOTHING;
        start(event, RequestedAction.REFUND_ACCOUNT, new Refund(this));
        settled();
      }
    }
  }

  /** The message went where it was to go: the debit is as it should be. */
  public void delivered() {
    settled();
  }

  /** What there would be to give back. */
  public Debit soFar() {
    return new Debit(state != State.NOTHING, refundInformation, server);
  }

  /** Part of it was taken, and the message does not go. */
  void giveBack() {
    if (debitOf != null) {
      refund(debitOf);
    }
  }

  private void settled() {
    String session = noted;
    noted = null;
    if (session != null) {
      ledger.settle(session);
    }
  }

  // --- what became of the debit

  /**
   * @param services which were taken
   */
  void debited(@Nullable Octets information, List<ServiceUsage> services) {
    taken = services;
    refundInformation = information == null ? refundInformation : information;
    known(State.DEBITED);
  }

  void goesOnUncharged(String why) {
    port.goesOnUncharged(null, why);
  }

  void notDebited() {
    known(State.NOTHING);
    settled();
  }

  /** The ledger has taken the request over, note and all. */
  void stored() {
    noted = null;
    known(State.STORED);
  }

  private void known(State now) {
    state = now;
    ChargingEvent due = owedBack;
    owedBack = null;
    if (due != null) {
      refund(due);
    }
  }

  private void start(ChargingEvent event, RequestedAction action, PendingEvent pending) {
    facts.absorb(event);
    CreditRequest request = request(event, action).identified(port::newEndToEnd);
    pending.sent(
        request,
        new Alarm(
            timers,
            owner,
            () -> {
              port.late(request);
              pending.txExpired();
            }));
    Runnable send =
        () ->
            port.send(
                request,
                Failover.ANY,
                outcome -> owner.execute(() -> told(action, pending, outcome)));
    boolean noting =
        action == RequestedAction.REFUND_ACCOUNT || action == RequestedAction.DIRECT_DEBITING;
    if (action == RequestedAction.DIRECT_DEBITING) {
      noted = request.sessionId();
    }
    if (!noting || ledger.journalClosing(request, () -> owner.execute(send))) {
      send.run();
    }
  }

  private void told(RequestedAction action, PendingEvent pending, CreditOutcome outcome) {
    if (outcome instanceof CreditOutcome.Answered answered) {
      if (action == RequestedAction.DIRECT_DEBITING) {
        server = answered.server();
      }
      if (answered.answer().advice() != null) {
        control.advise(answered.answer().advice());
      }
      pending.answered(answered.answer());
    } else if (outcome instanceof CreditOutcome.Unusable unusable) {
      LOG.warn("A one-time credit request: {}", unusable.why());
      pending.unusable(unusable);
    } else if (outcome instanceof CreditOutcome.Undeliverable undeliverable) {
      pending.undeliverable(undeliverable);
    }
  }

  private CreditRequest request(ChargingEvent event, RequestedAction action) {
    boolean refund = action == RequestedAction.REFUND_ACCOUNT;
    List<ServiceUsage> services = refund && taken != null ? taken : services(event);
    return new CreditRequest(
        ids.get(),
        CreditRequestType.EVENT,
        0,
        facts.time().now(),
        action,
        services,
        null,
        refund ? refundInformation : null,
        facts.describe(event, MessageCounters.ZERO),
        refund && server != null
            ? facts.terms().peers().with(new SessionServer(server, true))
            : facts.terms().peers());
  }

  private List<ServiceUsage> services(ChargingEvent event) {
    return policy.rating().of(facts.terms().kind(), event).stream()
        .map(
            rated ->
                new ServiceUsage(
                    rated.ratingGroup(),
                    rated.serviceIdentifier(),
                    List.of(),
                    rated.requested(),
                    Set.of(),
                    Set.of()))
        .toList();
  }

  OnlinePolicy policy() {
    return policy;
  }

  CreditLedger ledger() {
    return ledger;
  }
}
