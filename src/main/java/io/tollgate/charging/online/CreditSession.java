package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.Owner;
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
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import io.tollgate.charging.session.SessionFacts;
import io.tollgate.charging.session.SessionGate;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The CH-2 side of one session: what happens goes to its state, and the states act on its parts.
 * Confined to its owner.
 */
public final class CreditSession implements SessionGate.Listener, OpenSessions.Session {

  private static final Logger LOG = LogManager.getLogger(CreditSession.class);

  private final SessionFacts facts;
  private final ChargedSession parts;
  private CreditState state;

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
    this.parts =
        new ChargedSession(
            new CreditRequests.Means(ids, facts, gate, port, ledger, owner),
            policy,
            conflicts,
            timers,
            control,
            registry.of(this, owner),
            new FromItsParts());
    this.state = new Idle(parts);
    gate.listen(this);
    parts.service().shut();
  }

  public String id() {
    return parts.id();
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
    Map<RatedQuota, Set<TriggerType>> met = parts.triggersMet(procedure, event.roster().count());
    if (met.isEmpty() && !(state instanceof Closed) && !(state instanceof Ending)) {
      verdict.granted();
    } else {
      state = state.change(met, event, verdict.orElse(takeBack));
    }
  }

  public void end(ChargingEvent event, TerminationCause cause, boolean withUsage) {
    facts.absorb(event);
    parts.service().shut();
    state = state.end(new End(cause, event, withUsage));
  }

  @Override
  public void reauthorise(ReauthScope scope, Consumer<Reaction> reaction) {
    state = state.reauthorise(scope, reaction);
  }

  @Override
  public void abort(Consumer<Reaction> reaction) {
    state = state.abort(reaction);
  }

  /** Usage went on: what is owed after a crash says so. */
  public void checkpoint() {
    if (state.isOwing()) {
      parts.requests().refresh();
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
    parts.service().decideHeld();
    if (parts.service().isMessageHeld()) {
      state = state.messageHeld();
    }
  }

  private boolean isReservedOnce() {
    return switch (facts.terms().kind()) {
      case LARGE_MESSAGE, FILE_TRANSFER, PAGE_MESSAGE, DEFERRED_MESSAGE -> true;
      case SESSION, GROUP_SESSION -> false;
    };
  }

  private final class FromItsParts implements ChargedSession.Events {
    @Override
    public void outcome(CreditOutcome outcome) {
      if (outcome instanceof Answered answered) {
        CreditAnswer answer = answered.answer();
        parts.learn(answer);
        state = state.answered(answer);
      } else if (outcome instanceof Unusable unusable) {
        LOG.warn("Credit-control session {}: {}; it grants nothing", id(), unusable.why());
        state = state.unusable(unusable);
      } else if (outcome instanceof Undeliverable undeliverable) {
        LOG.info("Credit-control session {}: {}", id(), undeliverable.why());
        state = state.undeliverable(undeliverable);
      }
    }

    @Override
    public void txExpired() {
      state = state.txExpired();
    }

    @Override
    public void serviceAlarm() {
      state = state.alarm();
    }

    @Override
    public void deadlineReached() {
      parts.quotas().passTariffChange();
      // A pause may be over, or time may be used up: the gate has to know before anything is asked.
      if (state instanceof Open) {
        parts.quotas().install();
      }
      state = state.quotaDue();
    }
  }
}
