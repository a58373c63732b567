package io.tollgate.conference;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.Roster;
import java.time.Instant;

/** N11: the set-up came to nothing; what was reserved is given back. */
final class FailedInitiation implements Signalling {

  private final Conference conference;
  private final Roster invited;
  private final EventTimes times;
  private final int causeCode;

  FailedInitiation(Conference conference, Roster invited, Instant began, int causeCode) {
    this.conference = conference;
    this.invited = invited;
    this.times = new EventTimes(began, conference.now());
    this.causeCode = causeCode;
  }

  @Override
  public ChargingEvent event() {
    return ChargingEvent.of("INVITE", ApplicationServiceType.INVITING, times, invited)
        .withCause(causeCode, null);
  }

  @Override
  public void completed() {
    conference.lastChargePlaced();
  }
}
