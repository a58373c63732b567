package io.tollgate.conference;

import static io.tollgate.conference.ParticipantState.ADMITTING;
import static io.tollgate.conference.ParticipantState.CONNECTED;
import static io.tollgate.conference.ParticipantState.HELD;
import static io.tollgate.conference.ParticipantState.INVITED;
import static io.tollgate.conference.ParticipantState.LEAVING;
import static io.tollgate.conference.ParticipantState.RINGING;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Roster;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One conference: signalling tells what happened, the conference decides what it means, and walks
 * the flow that charges it. Owned by one thread at a time; nothing here is synchronized.
 */
public final class Conference {

  private final ConferenceTerms terms;
  private final ConferencePolicy policy;
  private final Billing billing;
  private final Floor floor;
  private final Attendance attendance;
  private final Closing closing;
  private final Map<Attendee, DialInJoin> dialIns = new HashMap<>();
  private final List<Runnable> whenOpen = new ArrayList<>();
  private Media mediaInForce = Media.NONE;
  private boolean open;
  private @Nullable Initiation initiation;
  private @Nullable Modification modification;

  public Conference(
      ConferenceTerms terms,
      ConferencePolicy policy,
      Billing billing,
      Dialer dialer,
      ConferenceObserver observer,
      Clock clock) {
    this.terms = terms;
    this.policy = policy;
    this.billing = billing;
    floor = new Floor(observer, dialer, clock);
    attendance = floor.attendance();
    closing = new Closing(this, floor, billing, observer);
  }

  public ConferenceTerms terms() {
    return terms;
  }

  public Billing billing() {
    return billing;
  }

  public int present() {
    return attendance.present();
  }

  public int attached() {
    return attendance.attached();
  }

  /** Everybody who is invited or attached, for a full NOTIFY. */
  public List<ParticipantView> participants() {
    return attendance.everybody().stream().map(Attendee::view).toList();
  }

  public boolean isParticipant(UserAddress user) {
    Attendee attendee = attendance.byUser(user);
    return attendee != null && attendee.state.isAttached();
  }

  public boolean isOver() {
    return closing.hasBegun();
  }

  // What signalling tells

  /** The first INVITE: N2. */
  public void initiate(
      InboundLeg leg,
      UserAddress initiator,
      @Nullable String name,
      Media media,
      List<Invitation> invitations) {
    mediaInForce = media;
    floor.enter(initiator, name, leg);
    invitations.forEach(invitation -> floor.expect(invitation, null));
    Initiation beginning =
        new Initiation(this, leg, invitations, invitedRoster(invitations), media);
    initiation = beginning;
    billing.initiate(beginning);
  }

  /** The invited parties (Number-Of-Participants 885 in a first record); alone, the first one. */
  private Roster invitedRoster(List<Invitation> invitations) {
    return invitations.isEmpty()
        ? attendance.attachedRoster()
        : new Roster(
            invitations.stream()
                .map(invitation -> new Participant(invitation.address().uri()))
                .toList());
  }

  /** A participant's own INVITE into the conference. */
  public void dialIn(InboundLeg leg, UserAddress user, @Nullable String name) {
    Attendee known = attendance.byUser(user);
    if (isOver()) {
      leg.release(Release.refusing(480, "the conference is ending"));
    } else if (!open) {
      whenOpen.add(() -> dialIn(leg, user, name));
    } else if (known != null && (known.state == CONNECTED || known.state == HELD)) {
      // The number stays, so nothing is charged.
      floor.replace(known, leg);
    } else if (known != null && known.state.isAttached()) {
      leg.release(Release.refusing(486, "his other leg is coming or going"));
    } else {
      if (known != null) {
        floor.fail(known, Departure.FAILED, Release.REPLACED, 487, "Request Terminated");
      }
      admit(leg, user, name);
    }
  }

  private void admit(InboundLeg leg, UserAddress user, @Nullable String name) {
    if (attendance.size() >= policy.maxParticipants()) {
      leg.release(
          Release.refusing(486, "the conference has its " + policy.maxParticipants() + " members"));
      return;
    }
    Attendee attendee = floor.enter(user, name, leg);
    DialInJoin join = new DialInJoin(this, attendee, leg);
    dialIns.put(attendee, join);
    billing.dialInJoin(user, join);
  }

  public void ringing(Leg leg) {
    Attendee attendee = attendance.byLeg(leg);
    if (attendee != null && attendee.state == INVITED) {
      floor.move(attendee, RINGING);
      attendee.progress(180, "Ringing");
    }
  }

  /** 200 to our INVITE; its ACK is sent. */
  public void accepted(Leg leg, Acceptance acceptance) {
    Attendee attendee = attendance.byLeg(leg);
    if (attendee == null || !attendee.state.isPending() || isOver()) {
      floor.release(leg, Release.TOO_LATE);
      return;
    }
    attendee.answeredAt = now();
    attendee.asserted = acceptance.asserted();
    attendance.move(attendee, ADMITTING);
    if (initiation != null) {
      initiation.accepted(attendee);
    } else {
      billing.join(attendee.address, new DialedOutJoin(this, attendee));
    }
  }

  /** A final failure of our INVITE, or nobody answered it. */
  public void rejected(Leg leg, int status, String reason) {
    Attendee attendee = attendance.byLeg(leg);
    if (attendee == null || !attendee.state.isPending()) {
      released(leg);
      return;
    }
    attendee.departure = Departure.ofStatus(status);
    floor.move(attendee, ParticipantState.FAILED);
    attendee.progress(status, reason);
    oneLessIsExpected(status);
  }

  private void oneLessIsExpected(int status) {
    if (initiation != null) {
      initiation.rejected(status);
    } else {
      endIfTooFew();
    }
  }

  /** ACK to our 200. */
  public void confirmed(Leg leg) {
    Attendee attendee = attendance.byLeg(leg);
    if (attendee == null) {
      return;
    }
    DialInJoin join = dialIns.get(attendee);
    if (join != null) {
      join.confirmed();
    } else if (attendee.state == ADMITTING && attendee.address.equals(terms.initiator())) {
      floor.connect(attendee);
    } else if (attendee.state == CONNECTED || attendee.state == HELD) {
      leg.activate();
    }
  }

  /** No ACK came for our 200 (64*T1); the BYE is sent. */
  public void unconfirmed(Leg leg) {
    gone(leg, EndCause.NO_ACK, null);
  }

  /** CANCEL before our final response; 487 is sent. */
  public void cancelled(Leg leg) {
    Attendee attendee = attendance.byLeg(leg);
    Initiation beginning = initiation;
    if (attendee != null && beginning != null && attendee.address.equals(terms.initiator())) {
      beginning.fail(487, Release.refusing(487, "the initiator gave up"));
    } else {
      gone(leg, 487, null);
    }
  }

  /** BYE, or the leg is dead (481, 408, no refresh). */
  public void departed(Leg leg, @Nullable String reasonHeader) {
    gone(leg, EndCause.NORMAL, reasonHeader);
  }

  /** Our BYE, CANCEL or final response is done with. */
  public void released(Leg leg) {
    floor.released(leg);
    Attendee attendee = attendance.byLeg(leg);
    if (attendee != null && attendee.state == LEAVING) {
      left(attendee, EndCause.normal(null));
    }
    closing.endIfAllIsDone();
  }

  /** A re-INVITE or UPDATE that is no mere refresh. */
  public void modificationRequested(Leg leg, ModificationRequest request) {
    Attendee attendee = attendance.byLeg(leg);
    if (attendee == null || isOver()) {
      request.refuse(Release.refusing(481, "not in the conference"));
    } else if (modification != null || !open) {
      request.refuse(Release.refusing(491, "another change is under way"));
    } else {
      Modification change = new Modification(this, attendee, request, mediaInForce);
      modification = change;
      billing.modify(attendee.address, change);
    }
  }

  /** The answer to {@link Leg#renegotiate}. */
  public void renegotiated(Modification change, boolean accepted, int status) {
    change.outcome(accepted, status);
  }

  // What participants and policy ask for

  /** N10: asks somebody in. Present when nothing was done. */
  public Optional<Refusal> invite(Invitation invitation, Referral referral) {
    if (!open || isOver()) {
      return Optional.of(new Refusal(480, "the conference is not open", null));
    }
    if (attendance.byUser(invitation.address()) != null) {
      return Optional.of(new Refusal(486, "is in the conference already", null));
    }
    if (attendance.size() >= policy.maxParticipants()) {
      return Optional.of(new Refusal(486, "the conference is full", null));
    }
    floor.expect(invitation, referral);
    floor.dial(invitation);
    return Optional.empty();
  }

  /** N10: removes somebody. Present when there was nobody to remove. */
  public Optional<Refusal> remove(UserAddress user, Release why, @Nullable Referral referral) {
    Attendee attendee = attendance.byUser(user);
    if (attendee == null || isOver()) {
      return Optional.of(new Refusal(404, "is not in the conference", null));
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

  /** Charging ends it: last unit used, denied, aborted by the OCS. */
  public void endByCharging(Refusal why) {
    end(new EndCause(EndCause.NORMAL, null, Release.of(why)));
  }

  /** Longest duration, expel all, operator. */
  public void end(String why) {
    end(EndCause.because(why));
  }

  /** N12: this node cannot carry it any longer. */
  public void nodeFailure() {
    if (!isOver()) {
      closing.fail(EndCause.NODE_FAILURE);
    }
  }

  // What the walks come back with

  Instant now() {
    return floor.now();
  }

  ConferencePolicy policy() {
    return policy;
  }

  Roster attachedRoster() {
    return attendance.attachedRoster();
  }

  int pending() {
    return attendance.pending();
  }

  void dial(Invitation invitation) {
    floor.dial(invitation);
  }

  List<Attendee> connectedBut(Attendee from) {
    return floor.connectedBut(from);
  }

  /** The set-up is charged and answered. */
  void opened(@Nullable Attendee first, List<Attendee> joiners) {
    open = true;
    initiation = null;
    if (first != null && first.state == ADMITTING) {
      floor.connect(first);
    }
    for (Attendee joiner : List.copyOf(joiners)) {
      if (joiner.state == ADMITTING) {
        billing.join(joiner.address, new DialedOutJoin(this, joiner));
      }
    }
    lookAgainAtThoseWhoWait();
    endIfTooFew();
  }

  /** Credit was refused before anything was done. */
  void denied(Release release) {
    closing.denied(release);
  }

  /** N11. */
  void failed(Signalling failure, Release release) {
    closing.abort(failure, release);
  }

  void admitted(Attendee attendee) {
    dialIns.remove(attendee);
    if (attendee.state == ADMITTING) {
      floor.connect(attendee);
    }
  }

  /** Refused by charging: never counted, never told as connected. */
  void notAdmitted(Attendee attendee, Release release) {
    dialIns.remove(attendee);
    if (attendee.state == ADMITTING) {
      floor.fail(attendee, Departure.FAILED, release, release.status(), release.text());
      endIfTooFew();
    }
  }

  void modified(Attendee from, ModificationRequest request) {
    mediaInForce = request.media();
    if (from.state == CONNECTED && request.holds()) {
      floor.move(from, HELD);
    } else if (from.state == HELD && !request.holds()) {
      floor.move(from, CONNECTED);
    }
  }

  void modificationOver(Modification change) {
    if (modification == change) {
      modification = null;
    }
  }

  void correct(Attendee from, Signalling correction, Media before) {
    if (!isOver()) {
      mediaInForce = before;
      billing.corrected(from.address, correction);
    }
  }

  void lastChargePlaced() {
    closing.lastChargePlaced();
  }

  /** What is under way comes to nothing, because the conference ends. */
  void stopEverything() {
    Initiation beginning = initiation;
    initiation = null;
    if (beginning != null) {
      beginning.cease();
    }
    if (modification != null) {
      modification.abandon();
    }
    dialIns.values().forEach(DialInJoin::abandoned);
    dialIns.clear();
  }

  /** Those who dialled in before the conference was open are looked at again. */
  void lookAgainAtThoseWhoWait() {
    List<Runnable> waiting = List.copyOf(whenOpen);
    whenOpen.clear();
    waiting.forEach(Runnable::run);
  }

  // Leave or end

  private void gone(Leg leg, int causeCode, @Nullable String reasonHeader) {
    floor.released(leg);
    Attendee attendee = attendance.byLeg(leg);
    if (attendee != null && attendee.state.isAttached()) {
      left(attendee, new EndCause(causeCode, reasonHeader, Release.CONFERENCE_ENDED));
    }
    closing.endIfAllIsDone();
  }

  /** One BYE is a leave or the end, never both (C8). */
  private void left(Attendee attendee, EndCause cause) {
    DialInJoin join = dialIns.remove(attendee);
    // Whoever was in no number that charging was told needs no correction of it.
    boolean counted = join == null || join.abandoned();
    floor.gone(attendee, Departure.DEPARTED);
    if (isOver()) {
      return;
    }
    if (initiation != null) {
      leftBeforeItWasOpen(attendee, cause);
    } else if (endsWithout(attendee)) {
      closing.end(cause);
    } else if (counted) {
      billing.leave(attendee.address, new Leaving(this, now(), cause.reasonHeader()));
    }
  }

  private void leftBeforeItWasOpen(Attendee attendee, EndCause cause) {
    if (attendee.address.equals(terms.initiator())) {
      end(cause);
    } else if (initiation != null) {
      // Its START counts the invited ones; a later record counts those who stayed.
      initiation.gone(attendee);
    }
  }

  private boolean endsWithout(Attendee leaver) {
    return (policy.endsWithOwner() && leaver.address.equals(terms.owner())) || isTooSmall();
  }

  private boolean isTooSmall() {
    return attendance.attached() == 0 || attendance.size() < policy.minimum();
  }

  private void endIfTooFew() {
    if (open && !isOver() && isTooSmall()) {
      end(EndCause.because("too few participants"));
    }
  }

  private void end(EndCause cause) {
    Initiation beginning = initiation;
    if (isOver()) {
      return;
    }
    if (beginning != null && !beginning.isAnswered()) {
      int status = cause.release().status() == 0 ? 480 : cause.release().status();
      beginning.fail(status, Release.refusing(status, cause.release().text()));
    } else {
      closing.end(cause);
    }
  }
}
