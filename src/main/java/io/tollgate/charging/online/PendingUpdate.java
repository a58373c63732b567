package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import java.util.Set;
import java.util.function.Consumer;

/** PendingU: an update is on its way (RFC 8506 table 4). */
final class PendingUpdate extends CreditState {

  /** Those whose change the outstanding update reports. */
  private final Changes reported;

  /** What came since. */
  private final Changes queued = new Changes();

  /** The service was told to end while the answer is still out: Tx expired, or ASR. */
  private boolean ending;

  PendingUpdate(CreditSession session, Changes reported) {
    super(session);
    this.reported = reported;
  }

  @Override
  String rfcName() {
    return ending ? "Idle" : "PendingU";
  }

  @Override
  CreditState change(Set<TriggerType> met, ChargingEvent event, Verdict verdict) {
    if (ending || queued.end() != null) {
      verdict.refused(over());
    } else {
      queued.add(met, event, verdict);
    }
    return this;
  }

  /** Table: queue the termination event. It absorbs what else is queued. */
  @Override
  CreditState end(End end) {
    queued.end(end);
    queued.refused(over());
    reported.refused(over());
    return this;
  }

  @Override
  CreditState answered(CreditAnswer answer) {
    session.stopTx();
    return switch (session.effect(answer)) {
      case GRANT -> granted(answer);
      case FREE -> free();
      case DENY -> denied(session.refusal(answer));
      case REOPEN -> reopen(answer);
      case FAIL -> failed(session.refusal(answer));
    };
  }

  private CreditState granted(CreditAnswer answer) {
    Refusal no = session.take(answer);
    if (ending || queued.end() != null) {
      return ended();
    }
    if (no != null) {
      reported.refused(no);
      queued.refused(no);
      return session.isBadAnswer()
          ? session.endService(no, TerminationCause.BAD_ANSWER)
          : session.stayOrEnd(no);
    }
    reported.granted();
    return new Open(session).entered(queued);
  }

  private CreditState free() {
    session.settle();
    reported.granted();
    queued.granted();
    return ending || queued.end() != null ? new Closed(session) : session.uncharged(false);
  }

  /** The OCS said no and has closed the session on its side. */
  private CreditState denied(Refusal refusal) {
    session.acknowledgeDenied();
    if (ending || queued.end() != null) {
      return ended();
    }
    reported.refused(refusal);
    queued.refused(refusal);
    return session.endServiceDenied(refusal);
  }

  private CreditState reopen(CreditAnswer answer) {
    session.unanswered();
    if (ending || queued.end() != null) {
      return ended();
    }
    if (!session.mayReopen()) {
      return failed(session.refusal(answer));
    }
    session.reopen();
    reported.granted();
    return new PendingInitial(session, queued, true);
  }

  @Override
  CreditState undeliverable(Undeliverable failure) {
    session.stopTx();
    return failed(session.refusal(failure));
  }

  private CreditState failed(Refusal refusal) {
    session.unanswered();
    if (ending || queued.end() != null) {
      return ended();
    }
    if (session.failureHandling() == FailureHandling.CONTINUE) {
      session.leaveBehind(true);
      reported.granted();
      queued.granted();
      return session.uncharged(true);
    }
    reported.refused(refusal);
    queued.refused(refusal);
    return session.endService(refusal, TerminationCause.SESSION_TIMEOUT, "Idle");
  }

  /** The answer is in; now the end that has waited for it, or the wait for that end. */
  private CreditState ended() {
    End end = queued.end();
    return end == null
        ? session.awaitEnd("Idle", TerminationCause.ADMINISTRATIVE, true)
        : session.terminate(end);
  }

  @Override
  CreditState txExpired() {
    if (ending || queued.end() != null) {
      return this;
    }
    if (session.failureHandling() != FailureHandling.TERMINATE) {
      session.openProvisionally();
      reported.granted();
      return this;
    }
    return tellToEnd(session.noAnswer());
  }

  private CreditState tellToEnd(Refusal why) {
    ending = true;
    reported.refused(why);
    queued.refused(why);
    session.shut();
    session.tellServiceToEnd(why);
    session.guardEnd();
    return this;
  }

  /** The service did not end in time: the TERMINATION goes without it. */
  @Override
  CreditState alarm() {
    if (ending) {
      queued.end(new End(TerminationCause.ADMINISTRATIVE, null, true));
    }
    return this;
  }

  @Override
  CreditState messageHeld() {
    session.decideHeld();
    return this;
  }

  @Override
  CreditState reauthorise(ReauthScope scope, Consumer<Reaction> answer) {
    answer.accept(Reaction.UNDER_WAY);
    return this;
  }

  @Override
  CreditState abort(Consumer<Reaction> answer) {
    answer.accept(Reaction.STARTED);
    return ending || queued.end() != null ? this : tellToEnd(CreditSession.aborted());
  }
}
