package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.CreditAnswer;
import io.tollgate.charging.record.CreditOutcome.Undeliverable;
import io.tollgate.charging.record.CreditOutcome.Unusable;
import io.tollgate.charging.record.TriggerType;
import java.util.Map;
import java.util.Set;

/** PendingT: the last request is on its way; any answer to it ends the session. */
final class PendingTermination extends CreditState {

  /** It was made without the end of the service, which is still to come. */
  private final boolean runsOn;

  private boolean ended;

  PendingTermination(ChargedSession session, boolean runsOn) {
    super(session);
    this.runsOn = runsOn;
  }

  @Override
  String rfcName() {
    return "PendingT";
  }

  @Override
  CreditState change(Map<RatedQuota, Set<TriggerType>> met, ChargingEvent event, Verdict verdict) {
    verdict.refused(over());
    return this;
  }

  @Override
  CreditState answered(CreditAnswer answer) {
    session.requests().terminated(answer);
    return done();
  }

  @Override
  CreditState unusable(Unusable answer) {
    if (answer.isSuccess()) {
      session.requests().settle();
    } else {
      session.requests().repeatTermination(true);
    }
    return done();
  }

  @Override
  CreditState undeliverable(Undeliverable failure) {
    session.requests().repeatTermination(failure.mayHaveBeenProcessed());
    return done();
  }

  @Override
  CreditState end(End end) {
    ended = true;
    return this;
  }

  private CreditState done() {
    if (runsOn && ended) {
      session.requests().buryRest();
    }
    return new Closed(session, runsOn && !ended);
  }

  /** The ledger has the request itself; refreshing it would replace it. */
  @Override
  boolean isOwing() {
    return false;
  }
}
