package io.tollgate.conference;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.Roster;
import java.time.Instant;

/**
 * F4, N3, N12: the BYE that ended it was answered, or ours to everybody are out; what is left is
 * the last charge. The roster is the one of the moment it ended.
 */
final class Ending implements Signalling {

  private final EndCause cause;
  private final Roster atTheEnd;
  private final Instant began;
  private final Runnable charged;

  Ending(EndCause cause, Roster atTheEnd, Instant began, Runnable charged) {
    this.cause = cause;
    this.atTheEnd = atTheEnd;
    this.began = began;
    this.charged = charged;
  }

  @Override
  public ChargingEvent event() {
    return ChargingEvent.of(
            "BYE", ApplicationServiceType.LEAVING, new EventTimes(began, null), atTheEnd)
        .withCause(cause.causeCode(), cause.reasonHeader());
  }

  @Override
  public void completed() {
    charged.run();
  }
}
