package io.tollgate.conference;

import static io.tollgate.conference.ParticipantState.ADMITTING;
import static io.tollgate.conference.ParticipantState.FAILED;
import static io.tollgate.conference.ParticipantState.INVITED;
import static io.tollgate.conference.ParticipantState.LEAVING;
import static io.tollgate.conference.ParticipantState.RINGING;

import io.tollgate.charging.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Those who are asked in, from their INVITE to its answer, and those who are asked to go (N10). */
final class Invitees {

  private final Conference conference;
  private final Floor floor;
  private final Admissions admissions;

  Invitees(Conference conference, Floor floor, Admissions admissions) {
    this.conference = conference;
    this.floor = floor;
    this.admissions = admissions;
  }

  /** Present when nothing was done. */
  Optional<Refusal> invite(Invitation invitation, Referral referral) {
    if (!conference.isOpen() || conference.isOver()) {
      return Optional.of(new Refusal(480, "the conference is not open", null));
    }
    if (floor.attendance().byUser(invitation.address()) != null) {
      return Optional.of(new Refusal(486, "is in the conference already", null));
    }
    if (floor.attendance().size() >= conference.policy().maxParticipants()) {
      return Optional.of(new Refusal(486, "the conference is full", null));
    }
    conference.membership().invited(invitation.address());
    floor.expect(invitation, referral);
    floor.dial(invitation);
    return Optional.empty();
  }

  void ringing(Leg leg) {
    Attendee attendee = floor.attendance().byLeg(leg);
    if (attendee != null && attendee.state == INVITED) {
      floor.move(attendee, RINGING);
      attendee.progress(180, "Ringing");
    }
  }

  void answering(Leg leg, List<String> asserted) {
    Attendee attendee = floor.attendance().byLeg(leg);
    if (attendee != null && attendee.state.isPending()) {
      floor.attendance().recognise(attendee, asserted.stream().map(UserAddress::of).toList());
      attendee.answers = true;
    }
  }

  void accepted(Leg leg, Acceptance acceptance) {
    Attendee attendee = floor.attendance().byLeg(leg);
    if (attendee == null || !attendee.state.isPending() || conference.isOver()) {
      floor.release(leg, Release.TOO_LATE);
      return;
    }
    List<UserAddress> addresses = acceptance.asserted().stream().map(UserAddress::of).toList();
    if (isHereAlready(attendee, addresses)) {
      floor.fail(attendee, Departure.FAILED, Release.ALREADY_HERE, 486, "Busy Here");
      oneLessIsExpected(486);
      return;
    }
    floor.attendance().recognise(attendee, addresses);
    conference.membership().entered(attendee.addresses);
    attendee.answeredAt = conference.now();
    attendee.asserted = acceptance.asserted();
    floor.attendance().move(attendee, ADMITTING);
    Initiation beginning = conference.initiation();
    if (beginning != null) {
      beginning.accepted(attendee);
    } else {
      admissions.join(attendee);
    }
  }

  /** Two addresses were invited that one user has. */
  private boolean isHereAlready(Attendee attendee, List<UserAddress> addresses) {
    for (UserAddress address : addresses) {
      Attendee known = floor.attendance().byUser(address);
      if (known != null && known != attendee && known.state.isAttached()) {
        return true;
      }
    }
    return false;
  }

  void rejected(Leg leg, int status, String reason) {
    Attendee attendee = floor.attendance().byLeg(leg);
    if (attendee == null || !attendee.state.isPending()) {
      conference.released(leg);
      return;
    }
    attendee.departure = Departure.ofStatus(status);
    floor.move(attendee, FAILED);
    attendee.progress(status, reason);
    oneLessIsExpected(status);
  }

  private void oneLessIsExpected(int status) {
    Initiation beginning = conference.initiation();
    if (beginning != null) {
      beginning.rejected(status);
    } else {
      conference.endIfTooFew();
    }
  }

  /** Present when there was nobody to remove. */
  Optional<Refusal> remove(UserAddress user, Release why, @Nullable Referral referral) {
    Attendee attendee = floor.attendance().byUser(user);
    if (attendee == null || conference.isOver()) {
      return Optional.of(new Refusal(404, "is not in the conference", null));
    }
    if (why.equals(Release.REMOVED)) {
      conference.membership().removed(attendee.addresses);
    }
    if (attendee.state.isPending()) {
      floor.fail(attendee, Departure.BOOTED, why, 487, "Request Terminated");
      if (referral != null) {
        referral.progress(200, "OK");
      }
      oneLessIsExpected(480);
    } else if (attendee.state != LEAVING) {
      attendee.removal = referral;
      floor.sendAway(attendee, why);
    }
    return Optional.empty();
  }
}
