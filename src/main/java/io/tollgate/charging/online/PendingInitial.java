package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;
import io.tollgate.charging.record.FinalUnit;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** PendingI: the first interrogation is on its way (RFC 8506 table 3). */
final class PendingInitial extends CreditState {

  private final Changes waiting;

  /** The service runs already: under CONTINUE, or because the OCS lost its session. */
  private boolean running;

  /** Tx expired under TERMINATE, or ASR: the table is Idle, but an answer may still come. */
  private @Nullable End over;

  PendingInitial(ChargedSession session, Changes waiting, boolean running) {
    super(session);
    this.waiting = waiting;
    this.running = running;
  }

  @Override
  String rfcName() {
    return over == null ? "PendingI" : "Idle";
  }

  @Override
  CreditState change(Map<RatedQuota, Set<TriggerType>> met, ChargingEvent event, Verdict verdict) {
    if (over != null || waiting.end() != null) {
      verdict.refused(over());
    } else {
      waiting.add(met, event, verdict);
    }
    return this;
  }

  /** Table: queue the termination event. Whoever waits for the grant need not wait longer. */
  @Override
  CreditState end(End end) {
    waiting.end(end);
    waiting.refused(new Refusal(487, "the session ended before it was charged", null));
    return this;
  }

  @Override
  CreditState answered(CreditAnswer answer) {
    session.requests().stopTx();
    return switch (session.rules().effect(answer)) {
      case GRANT -> granted(answer);
      case FREE -> free();
      case DENY -> denied(session.rules().refusal(answer), answer.resultCode());
      case REOPEN, FAIL -> failed(session.rules().refusal(answer), answer.resultCode());
    };
  }

  /** The OCS has the session open, and nobody here can use it (RFC 6733 8.15, BAD_ANSWER). */
  @Override
  CreditState unusable(Unusable answer) {
    session.requests().stopTx();
    if (goesOn()) {
      session.requests().leaveBehind(session.requests().isInPlace(), TerminationCause.BAD_ANSWER);
      waiting.granted();
      return uncharged(true);
    }
    Refusal no = AnswerRules.unusable();
    waiting.refused(no);
    return isStillRunning()
        ? toldToEnd(no, TerminationCause.BAD_ANSWER)
        : terminate(new End(TerminationCause.BAD_ANSWER, null, running));
  }

  private CreditState granted(CreditAnswer answer) {
    if (isStillRunning() && over != null) {
      session.acknowledgeUnused(answer);
      return awaitEnd("Idle", over.cause(), true);
    }
    End end = over == null ? waiting.end() : over;
    if (end != null) {
      session.acknowledgeUnused(answer);
      return terminate(new End(end.cause(), end.event(), running && end.withUsage()));
    }
    Refusal no = session.take(answer, false);
    if (no != null) {
      boolean bad = session.isBadAnswer();
      TerminationCause cause =
          bad ? TerminationCause.BAD_ANSWER : TerminationCause.SERVICE_NOT_PROVIDED;
      waiting.refused(no);
      if (running) {
        return endService(no, cause);
      }
      session.service().shut();
      return terminate(new End(cause, null, false));
    }
    Refusal elsewhere = running ? null : session.redirection();
    if (elsewhere != null) {
      waiting.refused(elsewhere);
      session.service().shut();
      return terminate(new End(TerminationCause.SERVICE_NOT_PROVIDED, null, false));
    }
    FinalUnit last = session.quotas().usedUpFinalUnit();
    if (last != null && session.mayGoOn(last)) {
      session.restrict();
    }
    if (!running && session.quotas().isAnyEmpty()) {
      // A grant of zero is none: nothing could be said in the session.
      waiting.refused(session.rules().nothingGranted());
      session.service().shut();
      return terminate(new End(TerminationCause.SERVICE_NOT_PROVIDED, null, false));
    }
    // What is granted, and so what usage is counted in, is known only now: what is owed says so.
    session.requests().refresh();
    return new Open(session).entered(waiting);
  }

  private CreditState free() {
    session.requests().settle();
    if (isOver()) {
      return overUncharged(isStillRunning());
    }
    waiting.granted();
    return uncharged(false);
  }

  @Override
  CreditState undeliverable(Undeliverable failure) {
    session.requests().stopTx();
    Refusal refusal = session.rules().refusal(failure);
    if (!failure.mayHaveBeenProcessed()) {
      return failed(refusal, 0);
    }
    if (isStillRunning() && session.requests().isInPlace() && !goesOn()) {
      waiting.refused(refusal);
      return toldToEnd(refusal, TerminationCause.SESSION_TIMEOUT);
    }
    session
        .requests()
        .leaveBehind(session.requests().isInPlace(), TerminationCause.SESSION_TIMEOUT);
    return goesOn() ? goOn() : refuse(refusal);
  }

  /** Nothing is open at the OCS. */
  private CreditState failed(Refusal refusal, int resultCode) {
    if (!goesOn()) {
      return denied(refusal, resultCode);
    }
    settle(resultCode);
    return goOn();
  }

  /** Nor does the service go on. */
  private CreditState denied(Refusal refusal, int resultCode) {
    if (isStillRunning() && session.requests().isInPlace()) {
      waiting.refused(refusal);
      tellOnce(refusal);
      return new Lost(session, resultCode);
    }
    settle(resultCode);
    return refuse(refusal);
  }

  /** What a session that the OCS lost had used, and this one was to report, is with nobody. */
  private void settle(int resultCode) {
    if (session.requests().isInPlace()) {
      session.requests().buryUsage(resultCode);
    } else {
      session.requests().settle();
    }
  }

  private boolean isOver() {
    return over != null || waiting.end() != null;
  }

  /** The end of the service is still to come, and messages that are under way before it. */
  private boolean isStillRunning() {
    return running && waiting.end() == null;
  }

  private boolean goesOn() {
    return !isOver() && session.rules().goesOnWithoutCredit();
  }

  private CreditState goOn() {
    waiting.granted();
    return uncharged(true);
  }

  /** What a service used that was let go on without its answer (Tx) is lost by that policy. */
  private CreditState refuse(Refusal refusal) {
    if (running && !session.requests().isInPlace()) {
      session.requests().goesOnUncharged("it went on when its answer was late, and none grants it");
    }
    waiting.refused(refusal);
    session.service().shut();
    if (isStillRunning()) {
      tellOnce(refusal);
    }
    return closed();
  }

  private CreditState toldToEnd(Refusal why, TerminationCause cause) {
    tellOnce(why);
    return awaitEnd("Idle", cause, true);
  }

  /** Who was told when Tx expired knows. */
  private void tellOnce(Refusal why) {
    if (over == null) {
      tellServiceToEnd(why);
    }
  }

  /** Grant while the answer may still come, or give up at once. */
  @Override
  CreditState txExpired() {
    if (over != null || waiting.end() != null) {
      return this;
    }
    if (!session.rules().endsWithTx()) {
      running = true;
      session.service().open();
      waiting.granted();
      return this;
    }
    Refusal refusal = session.rules().noAnswer();
    over = new End(TerminationCause.SERVICE_NOT_PROVIDED, null, running);
    waiting.refused(refusal);
    session.service().shut();
    if (running) {
      tellServiceToEnd(refusal);
    }
    return this;
  }

  @Override
  CreditState reauthorise(ReauthScope scope, Consumer<Reaction> answer) {
    // The answer on its way brings a fresh grant anyway.
    answer.accept(Reaction.UNDER_WAY);
    return this;
  }

  /** A service that runs is told to end, and what it still carries is waited for. */
  @Override
  CreditState abort(Consumer<Reaction> answer) {
    answer.accept(Reaction.STARTED);
    if (isOver()) {
      return this;
    }
    End end = new End(TerminationCause.ADMINISTRATIVE, null, running);
    if (running) {
      over = end;
    } else {
      waiting.end(end);
    }
    waiting.refused(AnswerRules.aborted());
    session.service().shut();
    if (running) {
      tellServiceToEnd(AnswerRules.aborted());
    }
    return this;
  }
}
