package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.online.Changes.End;
import io.tollgate.charging.record.TriggerType;
import java.util.Map;
import java.util.Set;

/** Idle, for good. */
final class Closed extends CreditState {

  /** The service went on behind the last report, and its end is still to come. */
  private boolean runsOn;

  Closed(ChargedSession session, boolean runsOn) {
    super(session);
    this.runsOn = runsOn;
    session.quiet();
    session.requests().closed();
  }

  @Override
  String rfcName() {
    return "Idle";
  }

  @Override
  CreditState begin(ChargingEvent event, Verdict verdict) {
    verdict.refused(over());
    return this;
  }

  @Override
  CreditState change(Map<RatedQuota, Set<TriggerType>> met, ChargingEvent event, Verdict verdict) {
    verdict.refused(over());
    return this;
  }

  @Override
  CreditState end(End end) {
    if (runsOn) {
      runsOn = false;
      session.requests().buryRest();
    }
    return this;
  }

  @Override
  boolean isOwing() {
    return false;
  }
}
