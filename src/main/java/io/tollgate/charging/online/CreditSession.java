package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.Timers;
import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.online.ResultTable.Effect;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditOutcome.Answered;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.ServiceGrant;
import io.tollgate.charging.record.ServiceUsage;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.session.Alarm;
import io.tollgate.charging.session.Lease;
import io.tollgate.charging.session.Lease.Beyond;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.SessionGate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The CH-2 side of one session. Confined to its owner; the states decide, this one does. */
public final class CreditSession implements SessionGate.Listener {

  private static final Logger LOG = LogManager.getLogger(CreditSession.class);

  private final Supplier<String> ids;
  private final SessionFacts facts;
  private final SessionGate gate;
  private final OnlinePolicy policy;
  private final CreditPort port;
  private final CreditLedger ledger;
  private final Owner owner;
  private final ServiceControl control;
  private final OpenSessions registry;
  private final Triggers triggers;
  private final Quotas quotas;
  private final Alarm tx;
  private final Alarm deadline;
  private final Alarm alarm;

  private CreditState state;
  private CreditDialogue dialogue;
  private FailureHandling failureHandling;
  private int reopened;
  private boolean badAnswer;

  /** The user was redirected when the final units were used up; only a new grant lifts that. */
  private boolean restricted;

  public CreditSession(
      Supplier<String> ids,
      SessionFacts facts,
      SessionGate gate,
      OnlinePolicy policy,
      Conflicts conflicts,
      CreditPort port,
      CreditLedger ledger,
      Timers timers,
      Owner owner,
      ServiceControl control,
      OpenSessions registry) {
    this.ids = ids;
    this.facts = facts;
    this.gate = gate;
    this.policy = policy;
    this.port = port;
    this.ledger = ledger;
    this.owner = owner;
    this.control = control;
    this.registry = registry;
    this.failureHandling = policy.failureHandling();
    this.triggers =
        new Triggers(
            facts.terms().profile(), facts.terms().function(), conflicts, policy.participants());
    this.quotas = new Quotas(gate, facts.time(), policy);
    this.tx = new Alarm(timers, owner, () -> state = state.txExpired());
    this.deadline = new Alarm(timers, owner, this::deadlineReached);
    this.alarm = new Alarm(timers, owner, () -> state = state.alarm());
    this.state = new Idle(this);
    this.dialogue = newDialogue();
    gate.listen(this);
    gate.install(Lease.shut(Beyond.REFUSE));
  }

  public String id() {
    return dialogue.id();
  }

  /** The state's name in RFC 8506 7. */
  String stateName() {
    return state.rfcName();
  }

  public boolean isClosed() {
    return state instanceof Closed;
  }

  // --- what happens

  public void begin(ChargingEvent event, Verdict verdict) {
    facts.absorb(event);
    state = state.begin(event, verdict);
  }

  /** A change that is gated, if the OCS wants to know of it. */
  public void change(Procedure procedure, ChargingEvent event, Verdict verdict) {
    facts.absorb(event);
    Set<TriggerType> met = triggers.metBy(procedure, event.roster().count());
    if (met.isEmpty() && !(state instanceof Closed) && !(state instanceof Ending)) {
      verdict.granted();
    } else {
      state = state.change(met, event, verdict);
    }
  }

  public void end(ChargingEvent event, TerminationCause cause, boolean withUsage) {
    facts.absorb(event);
    shut();
    state = state.end(new End(cause, event, withUsage));
  }

  public void reauthorise(ReauthScope scope, Consumer<Reaction> reaction) {
    state = state.reauthorise(scope, reaction);
  }

  public void abort(Consumer<Reaction> reaction) {
    state = state.abort(reaction);
  }

  /** Usage went on: what is owed after a crash says so. */
  public void checkpoint() {
    if (state.isOwing()) {
      dialogue.refresh();
    }
  }

  @Override
  public void quotaMark() {
    // ECUR: what was announced is reserved once (TS 32.260 5.3.1); only who needs more asks again.
    if (!isReservedOnce()) {
      state = state.quotaDue();
    }
  }

  @Override
  public void messageHeld() {
    state = state.messageHeld();
  }

  private boolean isReservedOnce() {
    return switch (facts.terms().kind()) {
      case LARGE_MESSAGE, FILE_TRANSFER -> true;
      case SESSION, GROUP_SESSION, PAGE_MESSAGE, DEFERRED_MESSAGE -> false;
    };
  }

  private void deadlineReached() {
    quotas.passTariffChange();
    // A pause may be over, or time may be used up: the gate has to know before anything is asked.
    if (state instanceof Open) {
      quotas.install();
    }
    state = state.quotaDue();
  }

  private void told(CreditDialogue from, CreditOutcome outcome) {
    if (from != dialogue) {
      return;
    }
    if (outcome instanceof Answered answered) {
      CreditAnswer answer = answered.answer();
      learn(answer);
      state = state.answered(answer);
    } else if (outcome instanceof Undeliverable undeliverable) {
      LOG.info("Credit-control session {}: {}", id(), undeliverable.why());
      state = state.undeliverable(undeliverable);
    }
  }

  /** What an answer says takes precedence over what is configured (RFC 8506 8.14). */
  private void learn(CreditAnswer answer) {
    if (answer.failureHandling() != null) {
      failureHandling = answer.failureHandling();
    }
    if (answer.failoverSupported() != null) {
      dialogue.failoverSupported(answer.failoverSupported());
    }
    if (answer.failedAvp() != null) {
      LOG.warn(
          "Credit-control session {}: {} with Failed-AVP {}",
          id(),
          answer.resultCode(),
          answer.failedAvp());
    }
  }

  // --- for the states: requests

  Quotas quotas() {
    return quotas;
  }

  void sendInitial(ChargingEvent event) {
    quotas.rate(policy.rating().of(facts.terms().kind(), event));
    registry.add(id(), this, owner);
    tx.set(policy.txInitial());
    dialogue.initial(quotas.ask(true), event, failureHandling);
  }

  /** The OCS may be back: what was used meanwhile was granted without credit control. */
  void sendInitialAgain() {
    renew();
    tx.set(policy.txInitial());
    dialogue.initial(quotas.ask(true), null, failureHandling);
  }

  boolean mayReopen() {
    return reopened < policy.reopenLimit();
  }

  /** The OCS lost the session: a new one, to which the lost usage is reported. */
  void reopen() {
    reopened++;
    settle();
    renew();
    LOG.info("Credit-control session {} is opened in place of one that the OCS lost", id());
    tx.set(policy.txInitial());
    dialogue.initial(quotas.ask(false), null, failureHandling);
  }

  private void renew() {
    registry.remove(id());
    dialogue = newDialogue();
    registry.add(id(), this, owner);
  }

  private CreditDialogue newDialogue() {
    CreditDialogue[] self = new CreditDialogue[1];
    self[0] =
        new CreditDialogue(
            ids.get(),
            facts,
            gate,
            port,
            ledger,
            owner,
            policy.failoverSupported(),
            quotas::close,
            outcome -> told(self[0], outcome));
    return self[0];
  }

  void sendUpdate(Map<RatedQuota, Due> dues, Set<TriggerType> met, @Nullable ChargingEvent event) {
    deadline.off();
    triggers.reported(facts.roster().count());
    tx.set(policy.txUpdate());
    quotas.handBack(dues);
    List<ServiceUsage> services = quotas.report(dues, met);
    dialogue.update(services, event, failureHandling);
  }

  CreditState terminate(End end) {
    quiet();
    shut();
    dialogue.terminate(end.withUsage() ? quotas.close() : List.of(), end.cause(), end.event());
    return new PendingTermination(this);
  }

  void repeatTermination() {
    dialogue.repeatTermination();
  }

  /** The OCS may have the session open: it is closed there without anybody waiting for it. */
  void leaveBehind(boolean withUsage) {
    dialogue.leaveBehind(withUsage ? quotas.close() : List.of(), TerminationCause.SESSION_TIMEOUT);
  }

  void settle() {
    dialogue.settle();
  }

  // --- for the states: answers

  Effect effect(CreditAnswer answer) {
    return policy.results().effect(answer.resultCode());
  }

  Refusal refusal(CreditAnswer answer) {
    return policy.results().refusal(answer.resultCode(), "credit control: " + answer.resultCode());
  }

  Refusal refusal(Undeliverable failure) {
    return policy.results().refusal(ResultTable.NO_ANSWER, "credit control: " + failure.why());
  }

  Refusal noAnswer() {
    return policy.results().refusal(ResultTable.NO_ANSWER, "credit control: no answer");
  }

  static Refusal aborted() {
    return new Refusal(403, "credit control: session aborted by the OCS", null);
  }

  FailureHandling failureHandling() {
    return failureHandling;
  }

  void stopTx() {
    tx.off();
  }

  /**
   * Puts a successful answer in force.
   *
   * @return a refusal, if the answer denies what it was asked, or cannot be understood
   */
  @Nullable Refusal take(CreditAnswer answer) {
    arm(answer);
    Quotas.Applied applied = quotas.apply(answer, failureHandling);
    badAnswer = applied.badAnswer();
    if (badAnswer) {
      return new Refusal(500, "credit control: units of an unknown kind were granted", null);
    }
    quotas.install();
    restricted &= quotas.usedUpFinalUnit() != null;
    return applied.refusal();
  }

  private void arm(CreditAnswer answer) {
    Set<TriggerType> armed = null;
    for (ServiceGrant grant : answer.services()) {
      if (grant.triggers() != null) {
        armed = armed == null ? EnumSet.noneOf(TriggerType.class) : armed;
        armed.addAll(grant.triggers());
      }
    }
    if (armed != null) {
      triggers.arm(armed);
    }
  }

  boolean isBadAnswer() {
    return badAnswer;
  }

  /** A grant that nobody can use any more. */
  void acknowledgeUnused(CreditAnswer answer) {
    quotas.apply(answer, failureHandling);
  }

  /** The denied update was debited before it was denied. */
  void acknowledgeDenied() {
    quotas.acknowledge();
  }

  void unanswered() {
    quotas.unanswered();
  }

  // --- for the states: the service

  void shut() {
    gate.install(Lease.shut(Beyond.REFUSE));
  }

  void openProvisionally() {
    gate.install(Lease.unlimited());
  }

  boolean isMessageHeld() {
    return gate.isHolding();
  }

  void decideHeld() {
    gate.decideHeld();
  }

  void watchDeadlines() {
    Duration left = quotas.untilNextDeadline();
    if (left == null) {
      deadline.off();
    } else {
      deadline.set(left);
    }
  }

  CreditState uncharged(boolean retries) {
    quiet();
    gate.install(Lease.unlimited());
    if (retries && !policy.retryOpen().isZero()) {
      alarm.set(policy.retryOpen());
    }
    return new Uncharged(this, retries);
  }

  void tellServiceToEnd(Refusal why) {
    LOG.info("Credit-control session {}: the service is ended: {}", id(), why.reason());
    control.endSession(why);
  }

  void guardEnd() {
    alarm.set(policy.endGuard());
  }

  CreditState endService(Refusal why, TerminationCause cause) {
    return endService(why, cause, "Open");
  }

  CreditState endService(Refusal why, TerminationCause cause, String rfcName) {
    tellServiceToEnd(why);
    return awaitEnd(rfcName, cause, true);
  }

  CreditState endServiceAborted() {
    return endService(aborted(), TerminationCause.ADMINISTRATIVE);
  }

  CreditState endServiceDenied(Refusal why) {
    tellServiceToEnd(why);
    return awaitEnd("Idle", TerminationCause.ADMINISTRATIVE, policy.terminateDenied());
  }

  CreditState awaitEnd(String rfcName, TerminationCause cause, boolean terminates) {
    quiet();
    shut();
    guardEnd();
    return new Ending(this, rfcName, cause, terminates);
  }

  /** One rating group was refused: on with the former terms while they last (RFC 3261 14.1). */
  CreditState stayOrEnd(Refusal why) {
    return quotas.isDenied()
        ? endService(why, TerminationCause.ADMINISTRATIVE)
        : new Open(this).entered(new Changes());
  }

  /** The last granted unit is used (RFC 8506 5.6). */
  CreditState finalUnitUsed(FinalUnit last) {
    Refusal why = new Refusal(402, "credit control: final units used up", null);
    shut();
    String uri = last.redirectUri();
    if (restricted) {
      watchDeadlines();
      return new Open(this);
    }
    if (last.action() == FinalUnit.Action.REDIRECT && uri != null) {
      restricted = true;
      control.redirect(uri, why);
      sendUpdate(quotas.all(ReportingReason.FINAL), Set.of(), null);
      return new PendingUpdate(this, new Changes());
    }
    return endService(why, TerminationCause.ADMINISTRATIVE);
  }

  private void quiet() {
    tx.off();
    deadline.off();
    alarm.off();
  }

  void closed() {
    quiet();
    registry.remove(id());
  }
}
