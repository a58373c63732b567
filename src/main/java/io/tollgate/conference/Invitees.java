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
  private final Participants participants;
  private final Admissions admissions;

  Invitees(Conference conference, Participants participants, Admissions admissions) {
    this.conference = conference;
    this.participants = participants;
    this.admissions = admissions;
  }

  /** Present when nothing was done. */
  Optional<Refusal> invite(Invitation invitation, Referral referral) {
    if (!conference.isOpen() || conference.isOver()) {
      return Optional.of(new Refusal(480, "the conference is not open", null));
    }
    if (participants.attendance().byUser(invitation.address()) != null) {
      return Optional.of(new Refusal(486, "is in the conference already", null));
    }
    if (participants.attendance().size() >= conference.policy().maxParticipants()) {
      return Optional.of(new Refusal(486, "the conference is full", null));
    }
    conference.membership().invited(invitation.address());
    participants.expect(invitation, referral);
    participants.dial(invitation);
    return Optional.empty();
  }

  void ringing(ConferenceLeg leg) {
    Attendee attendee = participants.attendance().byLeg(leg);
    if (attendee != null && attendee.state == INVITED) {
      participants.move(attendee, RINGING);
      attendee.progress(180, "Ringing");
    }
  }

  void answering(ConferenceLeg leg, List<String> asserted) {
    Attendee attendee = participants.attendance().byLeg(leg);
    if (attendee != null && attendee.state.isPending()) {
      participants
          .attendance()
          .recognise(attendee, asserted.stream().map(UserAddress::of).toList());
      attendee.answers = true;
    }
  }

  void accepted(ConferenceLeg leg, Acceptance acceptance) {
    Attendee attendee = participants.attendance().byLeg(leg);
    if (attendee == null || !attendee.state.isPending() || conference.isOver()) {
      participants.release(leg, Release.TOO_LATE);
      return;
    }
    List<UserAddress> addresses = acceptance.asserted().stream().map(UserAddress::of).toList();
    if (isHereAlready(attendee, addresses)) {
      participants.fail(attendee, Departure.FAILED, Release.ALREADY_HERE, 486, "Busy Here");
      oneLessIsExpected(486);
      return;
    }
    participants.attendance().recognise(attendee, addresses);
    conference.membership().entered(attendee.addresses);
    attendee.answeredAt = conference.now();
    attendee.asserted = acceptance.asserted();
    participants.attendance().move(attendee, ADMITTING);
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
      Attendee known = participants.attendance().byUser(address);
      if (known != null && known != attendee && known.state.isAttached()) {
        return true;
      }
    }
    return false;
  }

  void rejected(ConferenceLeg leg, int status, String reason) {
    Attendee attendee = participants.attendance().byLeg(leg);
    if (attendee == null || !attendee.state.isPending()) {
      conference.released(leg);
      return;
    }
    attendee.departure = Departure.ofStatus(status);
    participants.move(attendee, FAILED);
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
    Attendee attendee = participants.attendance().byUser(user);
    if (attendee == null || conference.isOver()) {
      return Optional.of(new Refusal(404, "is not in the conference", null));
    }
    if (why.equals(Release.REMOVED)) {
      conference.membership().removed(attendee.addresses);
    }
    if (attendee.state.isPending()) {
      participants.fail(attendee, Departure.BOOTED, why, 487, "Request Terminated");
      if (referral != null) {
        referral.progress(200, "OK");
      }
      oneLessIsExpected(480);
    } else if (attendee.state != LEAVING) {
      attendee.removal = referral;
      participants.sendAway(attendee, why);
    }
    return Optional.empty();
  }
}
