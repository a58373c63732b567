package io.tollgate.conference;

import static io.tollgate.conference.ParticipantState.ADMITTING;
import static io.tollgate.conference.ParticipantState.CONNECTED;
import static io.tollgate.conference.ParticipantState.FAILED;
import static io.tollgate.conference.ParticipantState.GONE;
import static io.tollgate.conference.ParticipantState.HELD;
import static io.tollgate.conference.ParticipantState.INVITED;
import static io.tollgate.conference.ParticipantState.LEAVING;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The participants and their legs: every change of a state goes through here, so that whoever
 * watches hears of each.
 */
final class Participants {

  private final Attendance attendance = new Attendance();
  private final Releases releases = new Releases();
  private final ConferenceObserver observer;
  private final Dialer dialer;
  private final Clock clock;
  private int entries;

  Participants(ConferenceObserver observer, Dialer dialer, Clock clock) {
    this.observer = observer;
    this.dialer = dialer;
    this.clock = clock;
  }

  Attendance attendance() {
    return attendance;
  }

  Instant now() {
    return clock.instant();
  }

  /** Somebody who is here, or asks to be let in. */
  Attendee enter(User user, @Nullable String name, InboundLeg leg) {
    Attendee attendee =
        new Attendee(user, ++entries, name, JoiningMethod.DIALED_IN, ADMITTING, now(), null);
    attendance.add(attendee, leg);
    return attendee;
  }

  /** Somebody who will be called. */
  void expect(Invitation invitation, @Nullable Referral referral) {
    attendance.add(
        new Attendee(
            User.of(invitation.address()),
            ++entries,
            invitation.displayName(),
            JoiningMethod.DIALED_OUT,
            INVITED,
            now(),
            referral),
        null);
  }

  void dial(Invitation invitation) {
    Attendee attendee = attendance.byUser(invitation.address());
    if (attendee != null && attendee.leg == null && attendee.state == INVITED) {
      attendance.bind(attendee, dialer.dial(invitation));
      observer.changed(attendee.view(), attendance.present());
    }
  }

  void move(Attendee attendee, ParticipantState next) {
    attendance.move(attendee, next);
    observer.changed(attendee.view(), attendance.present());
  }

  void connect(Attendee attendee) {
    if (attendee.answeredAt == null) {
      attendee.answeredAt = now();
    }
    move(attendee, CONNECTED);
    ConferenceLeg leg = attendee.leg;
    if (leg != null) {
      leg.activate();
    }
    ModificationRequest missed = attendee.missed;
    attendee.missed = null;
    if (missed != null) {
      attendee.legs().forEach(one -> one.renegotiate(new MissedChange(missed)));
    }
    attendee.progress(200, "OK");
  }

  /**
   * The participant will not be here: the leg is let go of, and whoever referred it hears of that.
   */
  void fail(Attendee attendee, Departure how, Release why, int status, String reason) {
    attendee.departure = how;
    List<ConferenceLeg> legs = attendee.legs();
    move(attendee, FAILED);
    attendee.progress(status, reason);
    legs.forEach(leg -> release(leg, why));
  }

  void gone(Attendee attendee, Departure how) {
    attendee.departure = attendee.state == LEAVING ? Departure.BOOTED : how;
    move(attendee, GONE);
    Referral removal = attendee.removal;
    if (removal != null) {
      removal.progress(200, "OK");
    }
  }

  /** Sends a participant away, who counts until the leg says that it is done. */
  void sendAway(Attendee attendee, Release why) {
    move(attendee, LEAVING);
    attendee.legs().forEach(leg -> release(leg, why));
  }

  void sendAllAway(Release why) {
    for (Attendee attendee : attendance.everybody()) {
      if (attendee.state.isPending()) {
        fail(attendee, Departure.FAILED, why, 487, "Request Terminated");
      } else if (attendee.state != LEAVING) {
        sendAway(attendee, why);
      }
    }
  }

  /**
   * A participant calls again: the new leg takes the place of the one of the same device, or stands
   * beside those of others. Either way it is one participant.
   */
  void addLeg(Attendee attendee, InboundLeg leg) {
    ConferenceLeg former = null;
    for (ConferenceLeg one : attendee.legs()) {
      if (one.device().equals(leg.device())) {
        former = one;
      }
    }
    attendance.bindAlso(attendee, leg);
    if (former != null) {
      attendance.unbind(attendee, former);
      release(former, Release.REPLACED);
    }
    leg.accept();
  }

  void release(ConferenceLeg leg, Release why) {
    if (releases.begun(leg)) {
      leg.release(why);
    }
  }

  void released(ConferenceLeg leg) {
    releases.done(leg);
  }

  boolean isClear() {
    return releases.isEmpty();
  }

  /** The latest one says what all of them would. */
  void offerLater(ModificationRequest change, Attendee from) {
    for (Attendee attendee : attendance.everybody()) {
      if (attendee != from && attendee.state == ADMITTING) {
        attendee.missed = change;
      }
    }
  }

  List<Attendee> connectedBut(Attendee one) {
    return attendance.everybody().stream()
        .filter(attendee -> attendee != one)
        .filter(attendee -> attendee.state == CONNECTED || attendee.state == HELD)
        .toList();
  }
}
