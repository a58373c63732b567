package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
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
    session.requests().stopTx();
    return switch (session.rules().effect(answer)) {
      case GRANT -> granted(answer);
      case FREE -> free();
      case DENY -> denied(session.rules().refusal(answer));
      case REOPEN -> reopen(answer);
      case FAIL -> failed(session.rules().refusal(answer));
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
      return session.isBadAnswer() ? endService(no, TerminationCause.BAD_ANSWER) : stayOrEnd(no);
    }
    reported.granted();
    return new Open(session).entered(queued);
  }

  /** One rating group was refused: on with the former terms while they last (RFC 3261 14.1). */
  private CreditState stayOrEnd(Refusal why) {
    return session.quotas().isDenied()
        ? endService(why, TerminationCause.ADMINISTRATIVE)
        : new Open(session).entered(new Changes());
  }

  private CreditState free() {
    session.requests().settle();
    reported.granted();
    queued.granted();
    return ending || queued.end() != null ? closed() : uncharged(false);
  }

  /** The OCS said no and has closed the session on its side. */
  private CreditState denied(Refusal refusal) {
    session.quotas().acknowledge();
    if (ending || queued.end() != null) {
      return ended();
    }
    reported.refused(refusal);
    queued.refused(refusal);
    tellServiceToEnd(refusal);
    return awaitEnd("Idle", TerminationCause.ADMINISTRATIVE, session.rules().terminatesDenied());
  }

  private CreditState reopen(CreditAnswer answer) {
    session.quotas().unanswered();
    if (ending || queued.end() != null) {
      return ended();
    }
    if (!session.requests().mayReopen()) {
      return failed(session.rules().refusal(answer));
    }
    session.requests().reopen();
    reported.granted();
    return new PendingInitial(session, queued, true);
  }

  @Override
  CreditState undeliverable(Undeliverable failure) {
    session.requests().stopTx();
    if (failure.mayHaveBeenProcessed()) {
      // The ledger repeats the very request until it is answered, so it counts as reported.
      session.quotas().acknowledge();
    }
    return failed(session.rules().refusal(failure));
  }

  private CreditState failed(Refusal refusal) {
    session.quotas().unanswered();
    if (ending || queued.end() != null) {
      return ended();
    }
    if (session.rules().goesOnWithoutCredit()) {
      session.requests().leaveBehind(true);
      reported.granted();
      queued.granted();
      return uncharged(true);
    }
    reported.refused(refusal);
    queued.refused(refusal);
    return endService(refusal, TerminationCause.SESSION_TIMEOUT, "Idle");
  }

  /** The answer is in; now the end that has waited for it, or the wait for that end. */
  private CreditState ended() {
    End end = queued.end();
    return end == null ? awaitEnd("Idle", TerminationCause.ADMINISTRATIVE, true) : terminate(end);
  }

  @Override
  CreditState txExpired() {
    if (ending || queued.end() != null) {
      return this;
    }
    if (!session.rules().endsWithTx()) {
      session.service().open();
      reported.granted();
      return this;
    }
    return tellToEnd(session.rules().noAnswer());
  }

  private CreditState tellToEnd(Refusal why) {
    ending = true;
    reported.refused(why);
    queued.refused(why);
    session.service().shut();
    tellServiceToEnd(why);
    session.service().guardEnd();
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
  CreditState reauthorise(ReauthScope scope, Consumer<Reaction> answer) {
    answer.accept(Reaction.UNDER_WAY);
    return this;
  }

  @Override
  CreditState abort(Consumer<Reaction> answer) {
    answer.accept(Reaction.STARTED);
    return ending || queued.end() != null ? this : tellToEnd(AnswerRules.aborted());
  }
}
