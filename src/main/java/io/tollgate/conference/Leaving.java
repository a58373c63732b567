package io.tollgate.conference;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** F1, F5, F7, F9: a participant left and the conference goes on. */
final class Leaving implements Signalling {

  private final Attendance attendance;
  private final List<String> identities;
  private final @Nullable String callId;
  private final EventTimes times;
  private final @Nullable String reasonHeader;

  /**
   * @param who left
   */
  Leaving(Attendance attendance, Attendee who, Instant left, @Nullable String reasonHeader) {
    ConferenceLeg leg = who.leg;
    this.identities = who.identities();
    this.callId = leg == null ? null : leg.callId();
    this.attendance = attendance;
    this.times = new EventTimes(left, left);
    this.reasonHeader = reasonHeader;
  }

  @Override
  public ChargingEvent event() {
    ChargingEvent event =
        ChargingEvent.of("BYE", ApplicationServiceType.LEAVING, times, attendance.attachedRoster())
            .withAcceptance(identities, callId);
    return reasonHeader == null ? event : event.withCause(0, reasonHeader);
  }
}
