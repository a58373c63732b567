package io.tollgate.conference;

import static io.tollgate.conference.ParticipantState.ADMITTING;
import static io.tollgate.conference.ParticipantState.CONNECTED;
import static io.tollgate.conference.ParticipantState.FAILED;
import static io.tollgate.conference.ParticipantState.GONE;
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

  private enum Phase {
    FORMING,
    OPEN,
    ENDING,
    ENDED
  }

  private final ConferenceTerms terms;
  private final ConferencePolicy policy;
  private final Billing billing;
  private final Dialer dialer;
  private final ConferenceObserver observer;
  private final Clock clock;
  private final Attendance attendance = new Attendance();
  private final Releases releases = new Releases();
  private final Map<Attendee, DialInJoin> dialIns = new HashMap<>();
  private final List<Runnable> whenOpen = new ArrayList<>();
  private Phase phase = Phase.FORMING;
  private Media mediaInForce = Media.NONE;
  private @Nullable Initiation initiation;
  private @Nullable Modification modification;
  private boolean lastChargePlaced;

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
    this.dialer = dialer;
    this.observer = observer;
    this.clock = clock;
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
    return phase == Phase.ENDING || phase == Phase.ENDED;
  }

  // ---- What signalling tells --------------------------------------------------------------

  /** The first INVITE: N2. */
  public void initiate(
      InboundLeg leg,
      UserAddress initiator,
      @Nullable String name,
      Media media,
      List<Invitation> invitations) {
    mediaInForce = media;
    attendance.add(
        new Attendee(initiator, name, JoiningMethod.DIALED_IN, ADMITTING, now(), null), leg);
    for (Invitation invitation : invitations) {
      attendance.add(invitee(invitation, null), null);
    }
    Initiation beginning =
        new Initiation(this, leg, invitations, invitedRoster(invitations), media);
    initiation = beginning;
    billing.initiate(beginning);
  }

  /** A participant's own INVITE into the conference. */
  public void dialIn(InboundLeg leg, UserAddress user, @Nullable String name) {
    if (isOver()) {
      leg.release(Release.refusing(480, "the conference is ending"));
      return;
    }
    if (phase == Phase.FORMING) {
      whenOpen.add(() -> dialIn(leg, user, name));
      return;
    }
    Attendee known = attendance.byUser(user);
    if (known != null && known.state.isAttached()) {
      rejoin(known, leg);
      return;
    }
    if (known != null) {
      withdraw(known, Departure.FAILED, Release.REPLACED);
    }
    if (attendance.size() >= policy.maxParticipants()) {
      leg.release(
          Release.refusing(486, "the conference has its " + policy.maxParticipants() + " members"));
      return;
    }
    Attendee attendee = new Attendee(user, name, JoiningMethod.DIALED_IN, ADMITTING, now(), null);
    attendance.add(attendee, leg);
    DialInJoin join = new DialInJoin(this, attendee, leg);
    dialIns.put(attendee, join);
    billing.dialInJoin(user, join);
  }

  /** His old leg is replaced: the number stays, so nothing is charged. */
  private void rejoin(Attendee attendee, InboundLeg leg) {
    if (attendee.state != CONNECTED && attendee.state != HELD) {
      leg.release(Release.refusing(486, "his other leg is coming or going"));
      return;
    }
    Leg former = attendee.leg;
    attendance.bind(attendee, leg);
    if (former != null) {
      let(former, Release.REPLACED);
    }
    leg.accept();
  }

  public void ringing(Leg leg) {
    Attendee attendee = attendance.byLeg(leg);
    if (attendee != null && attendee.state == INVITED) {
      move(attendee, RINGING);
      progress(attendee, 180, "Ringing");
    }
  }

  /** 200 to our INVITE; its ACK is sent. */
  public void accepted(Leg leg, Acceptance acceptance) {
    Attendee attendee = attendance.byLeg(leg);
    if (attendee == null || !attendee.state.isPending() || isOver()) {
      let(leg, Release.TOO_LATE);
      return;
    }
    attendee.answeredAt = now();
    attendee.asserted = acceptance.asserted();
    attendance.move(attendee, ADMITTING);
    if (phase == Phase.FORMING && initiation != null) {
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
    move(attendee, FAILED);
    progress(attendee, status, reason);
    if (phase == Phase.FORMING && initiation != null) {
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
      connect(attendee);
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
    if (attendee != null
        && phase == Phase.FORMING
        && beginning != null
        && attendee.address.equals(terms.initiator())) {
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
    releases.done(leg);
    Attendee attendee = attendance.byLeg(leg);
    if (attendee != null && attendee.state == LEAVING) {
      left(attendee, Departure.BOOTED, EndCause.NORMAL, null);
    }
    endedIfAllIsDone();
  }

  /** A re-INVITE or UPDATE that is no mere refresh. */
  public void modificationRequested(Leg leg, ModificationRequest request) {
    Attendee attendee = attendance.byLeg(leg);
    if (attendee == null || isOver()) {
      request.refuse(Release.refusing(481, "not in the conference"));
    } else if (modification != null || phase == Phase.FORMING) {
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

  // ---- What participants and policy ask for -----------------------------------------------

  /** N10: asks somebody in. Present when nothing was done. */
  public Optional<Refusal> invite(Invitation invitation, Referral referral) {
    if (phase != Phase.OPEN) {
      return Optional.of(new Refusal(480, "the conference is not open", null));
    }
    if (attendance.byUser(invitation.address()) != null) {
      return Optional.of(new Refusal(486, "is in the conference already", null));
    }
    if (attendance.size() >= policy.maxParticipants()) {
      return Optional.of(new Refusal(486, "the conference is full", null));
    }
    attendance.add(invitee(invitation, referral), null);
    dial(invitation);
    return Optional.empty();
  }

  /** N10: removes somebody. Present when there was nobody to remove. */
  public Optional<Refusal> remove(UserAddress user, Release why, @Nullable Referral referral) {
    Attendee attendee = attendance.byUser(user);
    if (attendee == null || isOver()) {
      return Optional.of(new Refusal(404, "is not in the conference", null));
    }
    if (attendee.state.isPending()) {
      withdraw(attendee, Departure.BOOTED, why);
      if (referral != null) {
        referral.progress(200, "OK");
      }
      if (phase == Phase.FORMING && initiation != null) {
        initiation.rejected(480);
      } else {
        endIfTooFew();
      }
    } else if (attendee.state != LEAVING) {
      attendee.removal = referral;
      move(attendee, LEAVING);
      Leg leg = attendee.leg;
      if (leg != null) {
        let(leg, why);
      }
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
      finish(new EndCause(3, null, Release.refusing(503, "server failure")), true);
    }
  }

  // ---- What the walks come back with ------------------------------------------------------

  Instant now() {
    return clock.instant();
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
    Attendee attendee = attendance.byUser(invitation.address());
    if (attendee != null && attendee.leg == null && attendee.state == INVITED) {
      attendance.bind(attendee, dialer.dial(invitation));
      observer.changed(attendee.view(), present());
    }
  }

  /** The set-up is charged and answered. */
  void opened(@Nullable Attendee first, List<Attendee> joiners) {
    phase = Phase.OPEN;
    initiation = null;
    if (first != null && first.state == ADMITTING) {
      connect(first);
    }
    for (Attendee joiner : List.copyOf(joiners)) {
      if (joiner.state == ADMITTING) {
        billing.join(joiner.address, new DialedOutJoin(this, joiner));
      }
    }
    List.copyOf(whenOpen).forEach(Runnable::run);
    whenOpen.clear();
    endIfTooFew();
  }

  /** Credit was refused before anything was done. */
  void denied(Release release) {
    lastChargePlaced = true;
    close(release);
  }

  /** N11. */
  void failed(Signalling failure, Release release) {
    close(release);
    billing.initiationFailed(failure);
  }

  void admitted(Attendee attendee) {
    dialIns.remove(attendee);
    if (attendee.state == ADMITTING) {
      connect(attendee);
    }
  }

  /** Refused by charging: never counted, never told as connected. */
  void notAdmitted(Attendee attendee, Release release) {
    dialIns.remove(attendee);
    if (attendee.state != ADMITTING) {
      return;
    }
    attendee.departure = Departure.FAILED;
    move(attendee, FAILED);
    progress(attendee, release.status(), release.text());
    Leg leg = attendee.leg;
    if (leg != null) {
      let(leg, release);
    }
    endIfTooFew();
  }

  List<Attendee> connectedBut(Attendee from) {
    return attendance.everybody().stream()
        .filter(attendee -> attendee != from)
        .filter(attendee -> attendee.state == CONNECTED || attendee.state == HELD)
        .toList();
  }

  void modified(Attendee from, ModificationRequest request) {
    mediaInForce = request.media();
    if (from.state == CONNECTED && request.holds()) {
      move(from, HELD);
    } else if (from.state == HELD && !request.holds()) {
      move(from, CONNECTED);
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
    lastChargePlaced = true;
    endedIfAllIsDone();
  }

  // ---- Comings and goings -----------------------------------------------------------------

  private Attendee invitee(Invitation invitation, @Nullable Referral referral) {
    return new Attendee(
        invitation.address(),
        invitation.displayName(),
        JoiningMethod.DIALED_OUT,
        INVITED,
        now(),
        referral);
  }

  private void connect(Attendee attendee) {
    if (attendee.answeredAt == null) {
      attendee.answeredAt = now();
    }
    move(attendee, CONNECTED);
    Leg leg = attendee.leg;
    if (leg != null) {
      leg.activate();
    }
    progress(attendee, 200, "OK");
  }

  private void move(Attendee attendee, ParticipantState next) {
    attendance.move(attendee, next);
    observer.changed(attendee.view(), present());
  }

  private static void progress(Attendee attendee, int status, String reason) {
    Referral referral = attendee.referral;
    if (referral != null) {
      referral.progress(status, reason);
    }
  }

  private void withdraw(Attendee attendee, Departure how, Release why) {
    attendee.departure = how;
    Leg leg = attendee.leg;
    move(attendee, FAILED);
    progress(attendee, 487, "Request Terminated");
    if (leg != null) {
      let(leg, why);
    }
  }

  private void gone(Leg leg, int causeCode, @Nullable String reasonHeader) {
    releases.done(leg);
    Attendee attendee = attendance.byLeg(leg);
    if (attendee != null && attendee.state.isAttached()) {
      left(attendee, Departure.DEPARTED, causeCode, reasonHeader);
    }
    endedIfAllIsDone();
  }

  /** One BYE is a leave or the end, never both (C8). */
  private void left(
      Attendee attendee, Departure how, int causeCode, @Nullable String reasonHeader) {
    DialInJoin join = dialIns.remove(attendee);
    boolean counted = join == null || join.abandoned();
    attendee.departure = attendee.state == LEAVING ? Departure.BOOTED : how;
    boolean refusedAlready = attendee.state == ADMITTING && !counted;
    attendance.move(attendee, GONE);
    observer.changed(attendee.view(), present());
    Referral removal = attendee.removal;
    if (removal != null) {
      removal.progress(200, "OK");
    }
    if (isOver()) {
      return;
    }
    EndCause cause = new EndCause(causeCode, reasonHeader, Release.CONFERENCE_ENDED);
    if (phase == Phase.FORMING) {
      leftBeforeItWasOpen(attendee, cause);
    } else if (endsWithout(attendee)) {
      finish(cause, false);
    } else if (!refusedAlready) {
      billing.leave(attendee.address, new Leaving(this, now(), reasonHeader));
    }
  }

  private void leftBeforeItWasOpen(Attendee attendee, EndCause cause) {
    Initiation beginning = initiation;
    if (beginning == null) {
      return;
    }
    if (attendee.address.equals(terms.initiator())) {
      end(cause);
    } else {
      // Its START counts the invited ones; a later record counts those who stayed.
      beginning.gone(attendee);
    }
  }

  private boolean endsWithout(Attendee leaver) {
    return (policy.endsWithOwner() && leaver.address.equals(terms.owner())) || isTooSmall();
  }

  private boolean isTooSmall() {
    return attendance.attached() == 0 || attendance.size() < policy.minimum();
  }

  private void endIfTooFew() {
    if (phase == Phase.OPEN && isTooSmall()) {
      end(EndCause.because("too few participants"));
    }
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

  // ---- The end ----------------------------------------------------------------------------

  private void end(EndCause cause) {
    Initiation beginning = initiation;
    if (isOver()) {
      return;
    }
    if (beginning != null && !beginning.isAnswered()) {
      int status = cause.release().status() == 0 ? 480 : cause.release().status();
      beginning.fail(status, Release.refusing(status, cause.release().text()));
      return;
    }
    finish(cause, false);
  }

  private void finish(EndCause cause, boolean nodeFailed) {
    if (initiation != null) {
      initiation.cease();
    }
    Ending ending = new Ending(this, cause);
    close(cause.release());
    if (nodeFailed) {
      billing.nodeFailure(ending);
    } else {
      billing.end(ending);
    }
  }

  /** Lets everybody go; from here on nobody comes in. */
  private void close(Release release) {
    phase = Phase.ENDING;
    if (modification != null) {
      modification.abandon();
    }
    dialIns.values().forEach(DialInJoin::abandoned);
    dialIns.clear();
    observer.ending();
    for (Attendee attendee : attendance.everybody()) {
      Leg leg = attendee.leg;
      if (attendee.state.isPending()) {
        attendee.departure = Departure.FAILED;
        move(attendee, FAILED);
      } else if (attendee.state != LEAVING) {
        attendance.move(attendee, LEAVING);
      }
      if (leg != null) {
        let(leg, release);
      }
    }
    List.copyOf(whenOpen).forEach(Runnable::run);
    whenOpen.clear();
    endedIfAllIsDone();
  }

  private void let(Leg leg, Release why) {
    if (releases.begun(leg)) {
      leg.release(why);
    }
  }

  private void endedIfAllIsDone() {
    if (phase == Phase.ENDING && lastChargePlaced && releases.isEmpty()) {
      phase = Phase.ENDED;
      observer.ended();
    }
  }
}
