package io.tollgate.conference;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import org.jspecify.annotations.Nullable;

/** F1, F5 by conflict C15: a participant's own INVITE into the running conference. */
final class DialInJoin implements Signalling {

  private final Participants participants;
  private final Admissions admissions;
  private final Attendee attendee;
  private final InboundLeg leg;
  private @Nullable Walk parked;
  private boolean charged;
  private boolean confirmed;
  private boolean completed;
  private boolean over;

  DialInJoin(Participants participants, Admissions admissions, Attendee attendee, InboundLeg leg) {
    this.participants = participants;
    this.admissions = admissions;
    this.attendee = attendee;
    this.leg = leg;
  }

  @Override
  public ChargingEvent event() {
    return ChargingEvent.of(
            "INVITE",
            ApplicationServiceType.JOINING,
            new EventTimes(attendee.askedAt, attendee.answeredAt),
            participants.attendance().attachedRoster())
        .withAcceptance(attendee.identities(), leg.callId());
  }

  @Override
  public void charging() {
    charged = !over;
  }

  @Override
  public void answerOriginator(Walk walk) {
    if (over) {
      walk.abandon();
      return;
    }
    attendee.answeredAt = participants.now();
    leg.accept();
    walk.next();
  }

  @Override
  public void awaitAck(Walk walk) {
    if (over) {
      walk.abandon();
    } else if (confirmed) {
      walk.next();
    } else {
      parked = walk;
    }
  }

  /** The ACK is here. */
  void confirmed() {
    confirmed = true;
    Walk waiting = parked;
    parked = null;
    if (waiting != null && !over) {
      waiting.next();
    }
    admitIfAllIsDone();
  }

  /**
   * Out again before being in: CANCEL, BYE, or no ACK.
   *
   * @return whether a number that charging has been told includes the participant
   */
  boolean abandoned() {
    over = true;
    Walk waiting = parked;
    parked = null;
    if (waiting != null) {
      waiting.abandon();
    }
    return charged;
  }

  @Override
  public void refused(Refusal refusal) {
    if (!over) {
      over = true;
      admissions.notAdmitted(attendee, Release.of(refusal));
    }
  }

  @Override
  public void completed() {
    completed = true;
    admitIfAllIsDone();
  }

  /** The participant is in with the ACK, and when charging has agreed. */
  private void admitIfAllIsDone() {
    if (confirmed && completed && !over) {
      over = true;
      admissions.admitted(attendee);
    }
  }
}
