package io.tollgate.conference;

import static io.tollgate.conference.ParticipantState.LEAVING;

import org.jspecify.annotations.Nullable;

/** One BYE is a leave or the end, never both (conflict C8). */
final class Departures {

  private final Conference conference;
  private final Floor floor;
  private final Admissions admissions;
  private final Closing closing;
  private final Billing billing;

  Departures(
      Conference conference, Floor floor, Admissions admissions, Closing closing, Billing billing) {
    this.conference = conference;
    this.floor = floor;
    this.admissions = admissions;
    this.closing = closing;
    this.billing = billing;
  }

  /** His leg is over, by his own doing or because it is dead. */
  void gone(Leg leg, int causeCode, @Nullable String reasonHeader) {
    floor.released(leg);
    Attendee attendee = floor.attendance().byLeg(leg);
    if (attendee != null && attendee.state.isAttached()) {
      left(attendee, EndCause.byParty(causeCode, reasonHeader));
    }
    closing.endIfAllIsDone();
  }

  /** Our BYE, CANCEL or final response is done with. */
  void released(Leg leg) {
    floor.released(leg);
    Attendee attendee = floor.attendance().byLeg(leg);
    if (attendee != null && attendee.state == LEAVING) {
      left(attendee, EndCause.byServer(Release.CONFERENCE_ENDED));
    }
    closing.endIfAllIsDone();
  }

  private void left(Attendee attendee, EndCause cause) {
    // Whoever was in no number that charging was told needs no correction of it.
    boolean counted = admissions.left(attendee);
    floor.gone(attendee, Departure.DEPARTED);
    if (conference.isOver()) {
      return;
    }
    Initiation beginning = conference.initiation();
    if (beginning != null) {
      leftBeforeItWasOpen(beginning, attendee, cause);
    } else if (endsWithout(attendee)) {
      closing.end(cause);
    } else if (counted) {
      Leg leg = attendee.leg;
      billing.leave(
          attendee.address,
          new Leaving(conference, conference.now(), cause.reasonHeader()),
          leg == null ? Runnable::run : leg::settle);
    }
  }

  private void leftBeforeItWasOpen(Initiation beginning, Attendee attendee, EndCause cause) {
    if (attendee.address.equals(conference.terms().initiator())) {
      conference.end(cause);
    } else {
      // Its START counts the invited ones; a later record counts those who stayed.
      beginning.gone(attendee);
    }
  }

  private boolean endsWithout(Attendee leaver) {
    return (conference.policy().endsWithOwner()
            && leaver.address.equals(conference.terms().owner()))
        || isTooSmall();
  }

  boolean isTooSmall() {
    Attendance attendance = floor.attendance();
    return attendance.attached() == 0 || attendance.size() < conference.policy().minimum();
  }
}
