package io.tollgate.sip.participating;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Signalling;
import java.util.function.Supplier;

/** The charge that closes a session's charging; the signalling needs nothing more from it. */
record LastCharge(Runnable closed, Supplier<ChargingEvent> facts) implements Signalling {

  @Override
  public ChargingEvent event() {
    return facts.get();
  }

  @Override
  public void completed() {
    closed.run();
  }

  @Override
  public void refused(Refusal refusal) {
    closed.run();
  }
}
