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

/**
 * One state of the client machine of RFC 8506 7, tables 3 and 4. Each method is an event of the
 * tables and returns the next state; what a state does not mention, it ignores.
 */
abstract sealed class CreditState
    permits Idle,
        PendingInitial,
        Open,
        PendingUpdate,
        Ending,
        Lost,
        Uncharged,
        PendingTermination,
        Closed {

  private static final String FREE = "the OCS says that it is free";

  final ChargedSession session;

  CreditState(ChargedSession session) {
    this.session = session;
  }

  /** Its name in the tables. */
  abstract String rfcName();

  /** Client requests access or service. */
  CreditState begin(ChargingEvent event, Verdict verdict) {
    verdict.granted();
    return this;
  }

  /** Change in rating condition. */
  CreditState change(Map<RatedQuota, Set<TriggerType>> met, ChargingEvent event, Verdict verdict) {
    verdict.granted();
    return this;
  }

  /** A mark, a limit or a deadline of a quota was reached: see what is due. */
  CreditState quotaDue() {
    return this;
  }

  /** A message waits for units. */
  CreditState messageHeld() {
    return this;
  }

  /** User service terminated. */
  CreditState end(End end) {
    return this;
  }

  CreditState answered(CreditAnswer answer) {
    return this;
  }

  /** An answer that grants nothing, because nobody can make sense of it. */
  CreditState unusable(Unusable answer) {
    return this;
  }

  /** Failure to send, or temporary error. */
  CreditState undeliverable(Undeliverable failure) {
    return this;
  }

  /** Tx expired. */
  CreditState txExpired() {
    return this;
  }

  /** The service had its time to end; or the time to try again has come. */
  CreditState alarm() {
    return this;
  }

  /** RAR received; the Result-Code of its answer is handed out first. */
  CreditState reauthorise(ReauthScope scope, Consumer<Reaction> answer) {
    answer.accept(Reaction.UNKNOWN_SESSION);
    return this;
  }

  /** ASR received. */
  CreditState abort(Consumer<Reaction> answer) {
    answer.accept(Reaction.UNKNOWN_SESSION);
    return this;
  }

  /** A TERMINATION would be owed if the node died now. */
  boolean isOwing() {
    return true;
  }

  // --- transitions that several states have

  /** The last request goes out; nothing passes any more. */
  final CreditState terminate(End end) {
    session.quiet();
    session.service().shut();
    boolean runsOn = end.event() == null;
    return session.requests().terminate(end)
        ? new PendingTermination(session, runsOn)
        : new Closed(session, runsOn);
  }

  /** The service goes on without credit control. */
  final CreditState uncharged(boolean retries) {
    session.quiet();
    session
        .requests()
        .goesOnUncharged(
            retries ? "credit control failed, and its failure handling is to go on" : FREE);
    session.service().open();
    if (retries) {
      session.service().tryAgainLater();
    }
    return new Uncharged(session, retries);
  }

  /**
   * The same where the service is over, and what it used last is charged to nobody.
   *
   * @param runsOn it was told to end, and may use something until it has
   */
  final CreditState overUncharged(boolean runsOn) {
    if (runsOn || session.quotas().isAnythingUnreported()) {
      session.requests().goesOnUncharged(FREE);
    }
    return closed();
  }

  final void tellServiceToEnd(Refusal why) {
    session.service().tellToEnd(session.id(), why);
  }

  final CreditState endService(Refusal why, TerminationCause cause, String rfcName) {
    tellServiceToEnd(why);
    return awaitEnd(rfcName, cause, true);
  }

  final CreditState endService(Refusal why, TerminationCause cause) {
    return endService(why, cause, "Open");
  }

  final CreditState awaitEnd(String rfcName, TerminationCause cause, boolean terminates) {
    session.quiet();
    session.service().shut();
    session.service().guardEnd();
    return new Ending(session, rfcName, cause, terminates);
  }

  final CreditState closed() {
    return new Closed(session, false);
  }

  /** What a change is told when the session is over already. */
  static Refusal over() {
    return new Refusal(403, "the charged session has ended", null);
  }
}
