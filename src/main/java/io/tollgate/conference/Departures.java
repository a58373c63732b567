package io.tollgate.conference;

import static io.tollgate.conference.ParticipantState.LEAVING;

import org.jspecify.annotations.Nullable;

/** One BYE is a leave or the end, never both (conflict C8). */
final class Departures {

  private final Conference conference;
  private final Participants participants;
  private final Admissions admissions;
  private final Closing closing;
  private final Billing billing;

  Departures(
      Conference conference,
      Participants participants,
      Admissions admissions,
      Closing closing,
      Billing billing) {
    this.conference = conference;
    this.participants = participants;
    this.admissions = admissions;
    this.closing = closing;
    this.billing = billing;
  }

  /** The leg is over, by the participant's own doing or because it is dead. */
  void gone(ConferenceLeg leg, int causeCode, @Nullable String reasonHeader, Departure how) {
    participants.released(leg);
    Attendee attendee = participants.attendance().byLeg(leg);
    if (attendee != null
        && attendee.state.isAttached()
        && !participants.attendance().unbind(attendee, leg)) {
      left(attendee, EndCause.byParty(causeCode, reasonHeader, endOf(attendee)), how);
    }
    closing.endIfAllIsDone();
  }

  /** Our BYE, CANCEL or final response is done with. */
  void released(ConferenceLeg leg) {
    participants.released(leg);
    Attendee attendee = participants.attendance().byLeg(leg);
    if (attendee != null
        && attendee.state == LEAVING
        && !participants.attendance().unbind(attendee, leg)) {
      left(attendee, EndCause.byServer(endOf(attendee)), Departure.BOOTED);
    }
    closing.endIfAllIsDone();
  }

  /** What the others are told when it ends with that participant. */
  private Release endOf(Attendee leaver) {
    return endsWithOwner(leaver) ? Release.CONFERENCE_ENDED : Release.TOO_FEW;
  }

  private void left(Attendee attendee, EndCause cause, Departure how) {
    // Whoever was in no number that charging was told needs no correction of it.
    boolean counted = admissions.left(attendee);
    if (how == Departure.DEPARTED) {
      conference.membership().left(attendee.addresses);
    }
    participants.gone(attendee, how);
    if (conference.isOver()) {
      return;
    }
    Initiation beginning = conference.initiation();
    if (beginning != null) {
      leftBeforeItWasOpen(beginning, attendee, cause);
    } else if (endsWithout(attendee)) {
      closing.end(cause);
    } else if (counted) {
      ConferenceLeg leg = attendee.leg;
      billing.leave(
          attendee.address,
          new Leaving(
              participants.attendance(), attendee, participants.now(), cause.reasonHeader()),
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
    return endsWithOwner(leaver) || isTooSmall();
  }

  private boolean endsWithOwner(Attendee leaver) {
    return conference.policy().endsWithOwner() && leaver.is(conference.terms().owner());
  }

  boolean isTooSmall() {
    Attendance attendance = participants.attendance();
    return attendance.attached() == 0 || attendance.size() < conference.policy().minimum();
  }
}
