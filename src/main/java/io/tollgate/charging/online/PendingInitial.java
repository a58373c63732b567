package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;
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

  /** Tx expired under TERMINATE: the table is Idle, but an answer may still come. */
  private @Nullable End over;

  PendingInitial(CreditSession session, Changes waiting, boolean running) {
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
      case DENY -> {
        buryUsage(answer.resultCode());
        yield refuse(session.rules().refusal(answer));
      }
      case REOPEN, FAIL -> {
        buryUsage(answer.resultCode());
        yield failed(session.rules().refusal(answer));
      }
    };
  }

  /** What the session that the OCS lost had used, and this one was to report (RFC 8506 5.4). */
  private void buryUsage(int resultCode) {
    if (session.requests().isInPlace()) {
      session
          .requests()
          .buryUsage(resultCode, "the OCS lost the session, and refused one in its place");
    } else {
      session.requests().settle();
    }
  }

  /** The OCS has the session open, and nobody here can use it (RFC 6733 8.15, BAD_ANSWER). */
  @Override
  CreditState unusable(Unusable answer) {
    session.requests().stopTx();
    boolean withUsage = session.requests().isInPlace();
    if (session.rules().goesOnWithoutCredit() && over == null && waiting.end() == null) {
      session.requests().leaveBehind(withUsage, TerminationCause.BAD_ANSWER);
      waiting.granted();
      return uncharged(true);
    }
    Refusal no = session.rules().unusable(answer);
    waiting.refused(no);
    if (running && over == null && waiting.end() == null) {
      return endService(no, TerminationCause.BAD_ANSWER);
    }
    return terminate(new End(TerminationCause.BAD_ANSWER, null, withUsage));
  }

  private CreditState granted(CreditAnswer answer) {
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
    if (over != null || waiting.end() != null) {
      return closed();
    }
    waiting.granted();
    return uncharged(false);
  }

  @Override
  CreditState undeliverable(Undeliverable failure) {
    session.requests().stopTx();
    if (failure.mayHaveBeenProcessed()) {
      session
          .requests()
          .leaveBehind(session.requests().isInPlace(), TerminationCause.SESSION_TIMEOUT);
    } else {
      buryUsage(0);
    }
    return failed(session.rules().refusal(failure));
  }

  private CreditState failed(Refusal refusal) {
    if (over != null || waiting.end() != null) {
      return closed();
    }
    if (session.rules().goesOnWithoutCredit()) {
      waiting.granted();
      return uncharged(true);
    }
    return refuse(refusal);
  }

  /** Nothing is open at the OCS. */
  private CreditState refuse(Refusal refusal) {
    waiting.refused(refusal);
    session.service().shut();
    if (running && over == null && waiting.end() == null) {
      tellServiceToEnd(refusal);
    }
    return closed();
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

  @Override
  CreditState abort(Consumer<Reaction> answer) {
    answer.accept(Reaction.STARTED);
    waiting.end(new End(TerminationCause.ADMINISTRATIVE, null, running));
    waiting.refused(AnswerRules.aborted());
    session.service().shut();
    if (running) {
      tellServiceToEnd(AnswerRules.aborted());
    }
    return this;
  }
}
