package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.record.TriggerType;
import java.util.Map;
import java.util.Set;

/** Idle, for good. */
final class Closed extends CreditState {

  Closed(ChargedSession session) {
    super(session);
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
  boolean isOwing() {
    return false;
  }
}
