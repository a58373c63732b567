package io.tollgate.conference;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;

/** F1, F5, F7, F9: someone we invited answered 200. */
final class DialedOutJoin implements Signalling {

  private final Attendance attendance;
  private final Admissions admissions;
  private final Attendee attendee;

  DialedOutJoin(Attendance attendance, Admissions admissions, Attendee attendee) {
    this.attendance = attendance;
    this.admissions = admissions;
    this.attendee = attendee;
  }

  @Override
  public ChargingEvent event() {
    ConferenceLeg leg = attendee.leg;
    return ChargingEvent.of(
            "INVITE",
            attendee.referral == null
                ? ApplicationServiceType.JOINING
                : ApplicationServiceType.INVITING,
            new EventTimes(attendee.askedAt, attendee.answeredAt),
            attendance.attachedRoster())
        .withAcceptance(attendee.identities(), leg == null ? null : leg.callId());
  }

  @Override
  public void refused(Refusal refusal) {
    admissions.notAdmitted(attendee, Release.of(refusal));
  }

  @Override
  public void completed() {
    admissions.admitted(attendee);
  }
}
