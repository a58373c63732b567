package io.tollgate.conference;

import static io.tollgate.conference.ParticipantState.ADMITTING;
import static io.tollgate.conference.ParticipantState.CONNECTED;
import static io.tollgate.conference.ParticipantState.HELD;
import static io.tollgate.conference.ParticipantState.LEAVING;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** F1, F5, F7, F9: how participants come in, by their own INVITE or by answering ours. */
final class Admissions {
  private static final int MAX_DEVICES = 8;

  private final Conference conference;
  private final Participants participants;
  private final Billing billing;
  private final Map<Attendee, DialInJoin> dialIns = new HashMap<>();
  private final List<Runnable> whenOpen = new ArrayList<>();

  Admissions(Conference conference, Participants participants, Billing billing) {
    this.conference = conference;
    this.participants = participants;
    this.billing = billing;
  }

  /** A participant's own INVITE into the conference. */
  void dialIn(InboundLeg leg, User user, @Nullable String name) {
    Attendee known = participants.attendance().byUser(user);
    if (conference.isOver()) {
      leg.release(Release.refusing(480, "the conference is ending"));
    } else if ((known == null || known.state == LEAVING) && !conference.membership().admits(user)) {
      leg.release(Release.refusing(403, "not invited, or removed from the conference"));
    } else if (!conference.isOpen()) {
      whenOpen.add(() -> dialIn(leg, user, name));
    } else if (known != null && (known.state == CONNECTED || known.state == HELD)) {
      // The number stays, so nothing is charged.
      participants.attendance().recognise(known, user.addresses());
      if (known.legs().size() < MAX_DEVICES) {
        participants.addLeg(known, leg);
      } else {
        leg.release(Release.refusing(486, "more devices than one user may have here"));
      }
    } else if (known != null && known.state.isAttached()) {
      leg.release(Release.refusing(486, "their other leg is coming or going"));
    } else {
      if (known != null) {
        participants.fail(known, Departure.FAILED, Release.REPLACED, 487, "Request Terminated");
      }
      admit(leg, user, name);
    }
  }

  private void admit(InboundLeg leg, User user, @Nullable String name) {
    int most = conference.policy().maxParticipants();
    if (participants.attendance().size() >= most) {
      leg.release(Release.refusing(486, "the conference has its " + most + " members"));
      return;
    }
    Attendee attendee = participants.enter(user, name, leg);
    DialInJoin join = new DialInJoin(participants, this, attendee, leg);
    dialIns.put(attendee, join);
    billing.dialInJoin(user.address(), join);
  }

  /** Someone whom we invited answered 200. */
  void join(Attendee attendee) {
    billing.join(attendee.address, new DialedOutJoin(participants.attendance(), this, attendee));
  }

  /** ACK to our 200. */
  void confirmed(Attendee attendee, ConferenceLeg leg) {
    DialInJoin join = dialIns.get(attendee);
    if (join != null) {
      join.confirmed();
    } else if (attendee.state == ADMITTING
        && attendee.address.equals(conference.terms().initiator())) {
      participants.connect(attendee);
    } else if (attendee.state == CONNECTED || attendee.state == HELD) {
      leg.activate();
    }
  }

  void admitted(Attendee attendee) {
    dialIns.remove(attendee);
    if (attendee.state == ADMITTING) {
      participants.connect(attendee);
    }
  }

  /** Refused by charging: never counted, never told as connected. */
  void notAdmitted(Attendee attendee, Release release) {
    dialIns.remove(attendee);
    if (attendee.state == ADMITTING) {
      participants.fail(attendee, Departure.FAILED, release, release.status(), release.text());
      conference.endIfTooFew();
    }
  }

  /**
   * Out again, perhaps before being in.
   *
   * @return whether a number that charging has been told includes the participant
   */
  boolean left(Attendee attendee) {
    DialInJoin join = dialIns.remove(attendee);
    return join == null || join.abandoned();
  }

  /** Those who dialled in before the conference was open are looked at again. */
  void lookAgainAtThoseWhoWait() {
    List<Runnable> waiting = List.copyOf(whenOpen);
    whenOpen.clear();
    waiting.forEach(Runnable::run);
  }

  /** The conference ends, for those too who wait for its beginning. */
  void stop() {
    dialIns.values().forEach(DialInJoin::abandoned);
    dialIns.clear();
    lookAgainAtThoseWhoWait();
  }
}
