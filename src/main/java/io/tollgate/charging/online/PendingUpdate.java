package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.CreditCommands.Reaction;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.ReportingReason;
import io.tollgate.charging.record.Settlement;
import io.tollgate.charging.record.TerminationCause;
import io.tollgate.charging.record.TriggerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * PendingU: an update is on its way (RFC 8506 table 4).
 *
 * <p>Where it was made for somebody at a gate (who dials in, who changes the media), a refusal is
 * for that one alone, and the others go on under the former terms while these last (RFC 3261 14.1).
 */
final class PendingUpdate extends CreditState {

  /** What the outstanding update reports. */
  private final List<RatedQuota> groups;

  /** Those whose change it reports. */
  private final Changes reported;

  /** One of them can be refused without ending the session. */
  private boolean gate;

  /** What came since. */
  private final Changes queued = new Changes();

  /** The service was told to end while the answer is still out: Tx expired, or ASR. */
  private boolean ending;

  /** Who was at the gate is refused, for want of an answer; the others go on meanwhile. */
  private boolean late;

  /** Nobody knows whether the update arrived, and it is to be sent again: nothing is on its way. */
  private boolean resting;

  PendingUpdate(ChargedSession session, Set<RatedQuota> groups, Changes reported) {
    super(session);
    this.groups = List.copyOf(groups);
    this.reported = reported;
    this.gate = reported.isGate();
  }

  @Override
  String rfcName() {
    return ending ? "Idle" : "PendingU";
  }

  @Override
  CreditState change(Map<RatedQuota, Set<TriggerType>> met, ChargingEvent event, Verdict verdict) {
    if (ending || queued.end() != null) {
      verdict.refused(over());
    } else if (late && verdict != Verdict.NOBODY && !met.isEmpty()) {
      // The OCS is silent, and nobody waits at the gate for longer than Tx.
      verdict.refused(session.rules().noAnswer());
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
    return resting ? terminate(end) : this;
  }

  @Override
  CreditState answered(CreditAnswer answer) {
    session.requests().stopTx();
    return switch (session.rules().effect(answer)) {
      case GRANT -> granted(answer);
      case FREE -> free();
      case DENY -> denied(answer);
      case REOPEN -> reopen(answer);
      case FAIL -> refused(session.rules().refusal(answer));
    };
  }

  private CreditState granted(CreditAnswer answer) {
    Refusal no = session.take(answer, gate);
    session.requests().reported();
    if (ending || queued.end() != null) {
      return ended();
    }
    if (no != null) {
      reported.refused(no);
      return session.isBadAnswer() ? bad(no) : stayOrEnd(no);
    }
    reported.granted();
    return new Open(session).entered(queued);
  }

  private CreditState bad(Refusal no) {
    queued.refused(no);
    return endService(no, TerminationCause.BAD_ANSWER);
  }

  /** One rating group was refused: on with the former terms while they last (RFC 3261 14.1). */
  private CreditState stayOrEnd(Refusal why) {
    if (session.quotas().isDenied()) {
      queued.refused(why);
      return endService(why, TerminationCause.ADMINISTRATIVE);
    }
    return new Open(session).entered(queued);
  }

  private CreditState free() {
    session.requests().settle();
    reported.granted();
    queued.granted();
    boolean over = queued.end() != null;
    return ending || over ? overUncharged(!over) : uncharged(false);
  }

  /** The OCS said no, and has perhaps closed the session on its side. */
  private CreditState denied(CreditAnswer answer) {
    if (Settlement.takes(CreditRequestType.UPDATE, answer.resultCode())) {
      session.quotas().acknowledge();
      session.requests().acknowledged();
    } else {
      session.quotas().unanswered();
    }
    Refusal refusal = session.rules().refusal(answer);
    if (ending || queued.end() != null) {
      return ended();
    }
    if (isForTheGateAlone()) {
      return onFormerTerms(refusal);
    }
    reported.refused(refusal);
    queued.refused(refusal);
    tellServiceToEnd(refusal);
    return awaitEnd("Idle", TerminationCause.ADMINISTRATIVE, session.rules().terminatesDenied());
  }

  private boolean isForTheGateAlone() {
    return gate && session.quotas().isUsable();
  }

  private CreditState onFormerTerms(Refusal why) {
    reported.refused(why);
    return new Open(session).entered(queued);
  }

  private CreditState reopen(CreditAnswer answer) {
    session.quotas().unanswered();
    if (ending || queued.end() != null) {
      return ended();
    }
    if (!session.requests().mayReopen()) {
      return refused(session.rules().refusal(answer));
    }
    session.requests().reopen();
    reported.granted();
    return new PendingInitial(session, queued, true);
  }

  /**
   * The OCS took the report if it says so, and nobody can tell what it grants (RFC 6733 8.15,
   * BAD_ANSWER). Else the ledger repeats the very request until it is answered.
   */
  @Override
  CreditState unusable(Unusable answer) {
    session.requests().stopTx();
    session.quotas().acknowledge();
    if (answer.isSuccess()) {
      session.requests().acknowledged();
    }
    if (ending || queued.end() != null) {
      return ended();
    }
    Refusal no = AnswerRules.unusable();
    if (session.rules().goesOnWithoutCredit()) {
      session.requests().leaveBehind(true, TerminationCause.BAD_ANSWER);
      reported.granted();
      queued.granted();
      return uncharged(true);
    }
    reported.refused(no);
    return bad(no);
  }

  @Override
  CreditState undeliverable(Undeliverable failure) {
    session.requests().stopTx();
    Refusal refusal = session.rules().refusal(failure);
    if (!failure.mayHaveBeenProcessed()) {
      return failed(refusal, TerminationCause.SESSION_TIMEOUT);
    }
    boolean over = ending || queued.end() != null;
    if (!over && !session.rules().goesOnWithoutCredit() && isForTheGateAlone()) {
      return rest(refusal);
    }
    // The ledger repeats the very request until it is answered, so it counts as reported.
    session.quotas().acknowledge();
    return failed(refusal, TerminationCause.SESSION_TIMEOUT);
  }

  /** RFC 6733 8.15: an answer came, so nothing timed out. */
  private CreditState refused(Refusal refusal) {
    return failed(refusal, TerminationCause.ADMINISTRATIVE);
  }

  private CreditState failed(Refusal refusal, TerminationCause cause) {
    session.quotas().unanswered();
    if (ending || queued.end() != null) {
      return ended();
    }
    if (session.rules().goesOnWithoutCredit()) {
      session.requests().leaveBehind(true, cause);
      reported.granted();
      queued.granted();
      return uncharged(true);
    }
    if (isForTheGateAlone()) {
      return onFormerTerms(refusal);
    }
    reported.refused(refusal);
    queued.refused(refusal);
    return endService(refusal, cause, "Idle");
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
      gate = false;
      return this;
    }
    if (isForTheGateAlone()) {
      refuseForWantOfAnAnswer(session.rules().noAnswer());
      return this;
    }
    return tellToEnd(session.rules().noAnswer());
  }

  private void refuseForWantOfAnAnswer(Refusal why) {
    late = true;
    reported.refused(why);
    session.watchDeadlines();
  }

  /** Until it is known whether the OCS took it, the report is made again and again. */
  private CreditState rest(Refusal why) {
    refuseForWantOfAnAnswer(why);
    resting = true;
    session.service().repeatLater();
    return this;
  }

  /** The former grant was to last until the answer; it does not. */
  @Override
  CreditState quotaDue() {
    if (late && !session.quotas().isUsable()) {
      return endWithout(session.rules().noAnswer());
    }
    if (late) {
      session.watchDeadlines();
    }
    return this;
  }

  @Override
  CreditState messageHeld() {
    return quotaDue();
  }

  private CreditState endWithout(Refusal why) {
    if (ending || queued.end() != null) {
      return this;
    }
    return tellToEnd(why);
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

  /** The service did not end in time: the TERMINATION goes without it. Or the rest is over. */
  @Override
  CreditState alarm() {
    if (ending) {
      End end = new End(TerminationCause.ADMINISTRATIVE, null, true);
      queued.end(end);
      return resting ? terminate(end) : this;
    }
    if (resting) {
      resting = false;
      session.requests().repeatUpdate();
    }
    return this;
  }

  /** One for what is under way leads to nothing more; others are asked for next (RFC 8506 5.5). */
  @Override
  CreditState reauthorise(ReauthScope scope, Consumer<Reaction> answer) {
    List<RatedQuota> others =
        new ArrayList<>(
            session.quotas().matching(scope, ReportingReason.FORCED_REAUTHORISATION).keySet());
    others.removeAll(groups);
    if (others.isEmpty() || ending || queued.end() != null) {
      answer.accept(Reaction.UNDER_WAY);
    } else {
      queued.reauthorise(others);
      answer.accept(Reaction.STARTED);
    }
    return this;
  }

  @Override
  CreditState abort(Consumer<Reaction> answer) {
    answer.accept(Reaction.STARTED);
    return ending || queued.end() != null ? this : tellToEnd(AnswerRules.aborted());
  }
}
