package io.tollgate.charging.online;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.online.Changes.End;

/** Nothing was asked yet; the gate is shut. */
final class Idle extends CreditState {

  Idle(ChargedSession session) {
    super(session);
  }

  @Override
  String rfcName() {
    return "Idle";
  }

  @Override
  CreditState begin(ChargingEvent event, Verdict verdict) {
    session.requests().initial(event);
    Changes waiting = new Changes();
    waiting.await(verdict);
    return new PendingInitial(session, waiting, false);
  }

  @Override
  CreditState end(End end) {
    return closed();
  }

  @Override
  boolean isOwing() {
    return false;
  }
}
