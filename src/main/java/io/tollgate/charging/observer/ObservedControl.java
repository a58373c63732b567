package io.tollgate.charging.observer;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.record.AdviceOfCharge;

/** What charging asks of the service of one session. */
public record ObservedControl(ServiceControl control, SessionWatch watch)
    implements ServiceControl {

  @Override
  public void endSession(Refusal why) {
    watch.endedByCharging(why);
    control.endSession(why);
  }

  @Override
  public boolean isAskedByPayer() {
    return control.isAskedByPayer();
  }

  @Override
  public void advise(AdviceOfCharge advice) {
    control.advise(advice);
  }

  @Override
  public void redirect(String uri, Refusal otherwise) {
    watch.endedByCharging(otherwise);
    control.redirect(uri, otherwise);
  }
}
