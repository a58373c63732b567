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
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditOutcome.Answered;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.session.Alarm;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.SessionGate;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The CH-2 side of one session: what happens goes to its state, and the states act on its parts.
 * Confined to its owner.
 */
public final class CreditSession implements SessionGate.Listener {

  private static final Logger LOG = LogManager.getLogger(CreditSession.class);

  private final SessionFacts facts;
  private final AnswerRules rules;
  private final Triggers triggers;
  private final Quotas quotas;
  private final CreditRequests requests;
  private final ChargedService service;
  private final Alarm deadline;
  private CreditState state;
  private boolean badAnswer;

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
    this.facts = facts;
    this.rules = new AnswerRules(policy);
    this.triggers =
        new Triggers(
            facts.terms().profile(), facts.terms().function(), conflicts, policy.participants());
    this.quotas = new Quotas(gate, facts.time(), policy);
    this.requests =
        new CreditRequests(
            new CreditRequests.Means(ids, facts, gate, port, ledger, owner),
            policy,
            rules,
            quotas,
            timers,
            registry.of(this, owner),
            this::told,
            () -> state = state.txExpired());
    this.service =
        new ChargedService(gate, control, policy, timers, owner, () -> state = state.alarm());
    this.deadline = new Alarm(timers, owner, this::deadlineReached);
    this.state = new Idle(this);
    gate.listen(this);
    service.shut();
  }

  public String id() {
    return requests.id();
  }

  /** The state's name in RFC 8506 7. */
  String stateName() {
    return state.rfcName();
  }

  public boolean isClosed() {
    return state instanceof Closed;
  }

  /** Units are asked for or granted, and its last request is still to come. */
  public boolean isUnderWay() {
    return !(state instanceof Idle
        || state instanceof Uncharged
        || state instanceof PendingTermination
        || state instanceof Closed);
  }

  // --- what happens

  public void begin(ChargingEvent event, Verdict verdict) {
    facts.absorb(event);
    state = state.begin(event, verdict);
  }

  /** A change that is gated, if the OCS wants to know of it. */
  public void change(Procedure procedure, ChargingEvent event, Verdict verdict) {
    Runnable takeBack = facts.undo(event);
    facts.absorb(event);
    Map<RatedQuota, Set<TriggerType>> met =
        triggers.metBy(procedure, event.roster().count(), quotas.groups());
    if (met.isEmpty() && !(state instanceof Closed) && !(state instanceof Ending)) {
      verdict.granted();
    } else {
      state = state.change(met, event, verdict.orElse(takeBack));
    }
  }

  public void end(ChargingEvent event, TerminationCause cause, boolean withUsage) {
    facts.absorb(event);
    service.shut();
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
      requests.refresh();
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
    // The lease it met may have been replaced before it began to wait; nobody else would tell it.
    service.decideHeld();
    if (service.isMessageHeld()) {
      state = state.messageHeld();
    }
  }

  private boolean isReservedOnce() {
    return switch (facts.terms().kind()) {
      case LARGE_MESSAGE, FILE_TRANSFER, PAGE_MESSAGE, DEFERRED_MESSAGE -> true;
      case SESSION, GROUP_SESSION -> false;
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
    if (!requests.isWith(from)) {
      return;
    }
    if (outcome instanceof Answered answered) {
      CreditAnswer answer = answered.answer();
      learn(answer);
      state = state.answered(answer);
    } else if (outcome instanceof Unusable unusable) {
      LOG.warn("Credit-control session {}: {}; it grants nothing", id(), unusable.why());
      state = state.unusable(unusable);
    } else if (outcome instanceof Undeliverable undeliverable) {
      LOG.info("Credit-control session {}: {}", id(), undeliverable.why());
      state = state.undeliverable(undeliverable);
    }
  }

  private void learn(CreditAnswer answer) {
    rules.learn(answer);
    if (answer.failoverSupported() != null) {
      requests.failoverSupported(answer.failoverSupported());
    }
    if (answer.failedAvp() != null) {
      LOG.warn(
          "Credit-control session {}: {} with Failed-AVP {}",
          id(),
          answer.resultCode(),
          answer.failedAvp());
    }
  }

  // --- for the states

  AnswerRules rules() {
    return rules;
  }

  Quotas quotas() {
    return quotas;
  }

  CreditRequests requests() {
    return requests;
  }

  ChargedService service() {
    return service;
  }

  void sendUpdate(
      Map<RatedQuota, Due> dues,
      Map<RatedQuota, Set<TriggerType>> met,
      @Nullable ChargingEvent event) {
    deadline.off();
    triggers.reported(facts.roster().count());
    quotas.handBack(dues);
    requests.update(quotas.report(dues, met), event);
  }

  /**
   * Puts a successful answer in force.
   *
   * @param gate what it refuses is for whoever waits at the gate, while the former grant lasts
   * @return a refusal, if the answer denies what it was asked, or cannot be understood
   */
  @Nullable Refusal take(CreditAnswer answer, boolean gate) {
    triggers.arm(answer, quotas.groups());
    Granting.Applied applied = quotas.apply(answer, rules.failureHandling(), gate);
    if (applied.complete()) {
      requests.acknowledged();
    } else {
      // What was not taken is owed still.
      requests.refresh();
    }
    badAnswer = applied.badAnswer();
    if (badAnswer) {
      return AnswerRules.unknownUnits();
    }
    quotas.install();
    service.restrictedOnlyWhile(quotas.usedUpFinalUnit() != null);
    return applied.refusal();
  }

  /**
   * Final units of zero with REDIRECT, before anything was said (RFC 8506 5.6.2): the one who asks
   * is sent there, where it is he who pays.
   */
  @Nullable Refusal redirection() {
    FinalUnit last = quotas.usedUpFinalUnit();
    if (last == null
        || last.action() != FinalUnit.Action.REDIRECT
        || facts.terms().nodeRole() != NodeRole.ORIGINATING) {
      return null;
    }
    String uri = last.redirectUri();
    return uri == null ? null : Refusal.redirection(uri, AnswerRules.finalUnitsUsed().reason());
  }

  boolean isBadAnswer() {
    return badAnswer;
  }

  /** A grant that nobody can use any more. */
  void acknowledgeUnused(CreditAnswer answer) {
    quotas.apply(answer, rules.failureHandling(), false);
  }

  void watchDeadlines() {
    Duration left = quotas.untilNextDeadline();
    if (left == null) {
      deadline.off();
    } else {
      deadline.set(left);
    }
  }

  /** No timer of the session rings any more. */
  void quiet() {
    requests.stopTx();
    deadline.off();
    service.quiet();
  }
}
