package io.tollgate.conference;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.Roster;

/** N11: the set-up came to nothing; what was reserved is given back. */
final class FailedInitiation implements Signalling {

  private final Roster invited;
  private final EventTimes times;
  private final int causeCode;
  private final Runnable charged;

  FailedInitiation(Roster invited, EventTimes times, int causeCode, Runnable charged) {
    this.invited = invited;
    this.times = times;
    this.causeCode = causeCode;
    this.charged = charged;
  }

  @Override
  public ChargingEvent event() {
    return ChargingEvent.of("INVITE", ApplicationServiceType.INVITING, times, invited)
        .withCause(causeCode, null);
  }

  @Override
  public void completed() {
    charged.run();
  }
}
