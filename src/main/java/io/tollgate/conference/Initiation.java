package io.tollgate.conference;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.ApplicationServiceType;
import io.tollgate.charging.record.EventTimes;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.SessionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * N2: from the initiator's INVITE to the answer. The first acceptance is part of it; those that
 * come later, or while it is not finished, are joins of their own.
 */
final class Initiation implements Signalling {

  private final Conference conference;
  private final InboundLeg leg;
  private final List<Invitation> invitations;
  private final Roster invited;
  private final Media media;
  private final Instant began;
  private final List<Attendee> joiners = new ArrayList<>();
  private @Nullable Attendee first;
  private @Nullable Walk parked;
  private int lastFailure = 480;
  private boolean answered;
  private boolean over;

  Initiation(Conference conference, InboundLeg leg, List<Invitation> invitations, Media media) {
    this.conference = conference;
    this.leg = leg;
    this.invitations = invitations;
    this.invited = invited(conference, invitations);
    this.media = media;
    this.began = conference.now();
  }

  /** The invited parties (Number-Of-Participants 885 in a first record); alone, the first one. */
  private static Roster invited(Conference conference, List<Invitation> invitations) {
    return invitations.isEmpty()
        ? conference.attachedRoster()
        : new Roster(
            invitations.stream()
                .map(invitation -> new Participant(invitation.address().uri()))
                .toList());
  }

  @Override
  public ChargingEvent event() {
    Attendee acceptor = first;
    ChargingEvent event =
        ChargingEvent.of(
                "INVITE",
                conference.terms().type() == SessionType.CHAT
                    ? ApplicationServiceType.JOINING
                    : ApplicationServiceType.INVITING,
                new EventTimes(began, answeredAt(acceptor)),
                invited)
            .withMedia(media.exchanged(began, answeredAt(acceptor)))
            .andThen(conference::attachedRoster);
    return acceptor == null || acceptor.leg == null
        ? event
        : event.withAcceptance(acceptor.asserted, acceptor.leg.callId());
  }

  private static @Nullable Instant answeredAt(@Nullable Attendee acceptor) {
    return acceptor == null ? null : acceptor.answeredAt;
  }

  @Override
  public void forward(Walk walk) {
    if (over) {
      walk.abandon();
      return;
    }
    invitations.forEach(conference::dial);
    walk.next();
  }

  @Override
  public void awaitFirstAcceptance(Walk walk) {
    if (over) {
      walk.abandon();
    } else if (first != null || invitations.isEmpty() || conference.policy().answerAtOnce()) {
      walk.next();
    } else {
      parked = walk;
      failIfNobodyIsLeft();
    }
  }

  @Override
  public void answerOriginator(Walk walk) {
    if (over) {
      walk.abandon();
      return;
    }
    answered = true;
    leg.accept();
    walk.next();
  }

  @Override
  public void refused(Refusal refusal) {
    fail(refusal.status(), Release.of(refusal));
  }

  @Override
  public void completed() {
    if (!over) {
      over = true;
      conference.opened(first, joiners);
    }
  }

  void accepted(Attendee attendee) {
    if (first == null) {
      first = attendee;
    } else {
      joiners.add(attendee);
    }
    Walk waiting = parked;
    parked = null;
    if (waiting != null) {
      waiting.next();
    }
  }

  void rejected(int status) {
    lastFailure = status;
    failIfNobodyIsLeft();
  }

  /** Accepted, and gone again before the conference was open. */
  void gone(Attendee attendee) {
    joiners.remove(attendee);
  }

  private void failIfNobodyIsLeft() {
    if (parked != null && conference.pending() == 0 && first == null) {
      fail(lastFailure, Release.refusing(answerFor(lastFailure), "nobody accepted"));
    }
  }

  /** One invitee's 401 or 407 would mislead the initiator; 6xx of one is not of all. */
  private int answerFor(int status) {
    return invitations.size() == 1 && status != 401 && status != 407 ? status : 480;
  }

  boolean isAnswered() {
    return answered;
  }

  /** N11: the set-up fails; what was reserved is given back. */
  void fail(int causeCode, Release release) {
    if (over) {
      return;
    }
    over = true;
    Walk waiting = parked;
    parked = null;
    if (waiting != null) {
      waiting.abandon();
    }
    conference.failed(
        new FailedInitiation(
            invited,
            new EventTimes(began, conference.now()),
            causeCode,
            conference::lastChargePlaced),
        release);
  }

  /** The conference goes its way to the end without the rest of this walk. */
  void cease() {
    over = true;
  }
}
