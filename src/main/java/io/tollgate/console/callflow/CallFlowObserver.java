package io.tollgate.console.callflow;

import io.tollgate.charging.observer.Arrows;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.observer.ObservedSession;
import io.tollgate.charging.observer.SessionWatch;

/** Notes what sessions do in the call flows. */
public record CallFlowObserver(CallFlows flows) implements ChargingObserver {

  @Override
  public SessionWatch opened(ObservedSession session) {
    String icid = session.terms().correlation().icid();
    return new Arrows() {
      @Override
      protected void arrow(String from, String to, String what, String meaning) {
        flows.note(icid, from, to, what, meaning);
      }
    };
  }
}
