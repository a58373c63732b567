package io.tollgate.conference;

import static io.tollgate.conference.ParticipantState.ADMITTING;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.Roster;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
  private final Participants participants;
  private final Attendance attendance;
  private final Closing closing;
  private final Admissions admissions;
  private final Invitees invitees;
  private final Changes changes;
  private final Departures departures;
  private final Membership membership;
  private boolean open;
  private @Nullable Initiation initiation;

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
    membership = new Membership(policy.invitedOnly());
    participants = new Participants(observer, dialer, clock);
    attendance = participants.attendance();
    closing = new Closing(participants, billing, observer, this::stopEverything);
    admissions = new Admissions(this, participants, billing);
    invitees = new Invitees(this, participants, admissions);
    changes = new Changes(this, participants, billing);
    departures = new Departures(this, participants, admissions, closing, billing);
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

  public boolean isParticipant(User user) {
    Attendee attendee = attendance.byUser(user);
    return attendee != null && (attendee.state.isAttached() || attendee.answers);
  }

  public boolean isOver() {
    return closing.hasBegun();
  }

  /** The set-up is charged and answered. */
  boolean isOpen() {
    return open;
  }

  /** Null once the set-up is over. */
  @Nullable Initiation initiation() {
    return initiation;
  }

  // What signalling tells

  /** It was open before, at a server that died: its members may come back. */
  public void reopened(KeptConference kept) {
    membership.restore(addresses(kept.members()), addresses(kept.removed()));
  }

  private static List<UserAddress> addresses(List<String> uris) {
    return uris.stream().map(UserAddress::of).toList();
  }

  /** What another server needs of it, should this one die. */
  public KeptConference kept(String user, @Nullable UserAddress group, @Nullable String groupName) {
    return new KeptConference(
        user,
        terms.uri(),
        terms.type(),
        group == null ? null : group.uri(),
        groupName,
        terms.owner().uri(),
        membership.members().stream().map(UserAddress::uri).sorted().toList(),
        membership.removed().stream().map(UserAddress::uri).sorted().toList());
  }

  /** The first INVITE: N2. */
  public void initiate(
      InboundLeg leg,
      User initiator,
      @Nullable String name,
      Media media,
      List<Invitation> invitations) {
    changes.began(media);
    participants.enter(initiator, name, leg);
    membership.entered(initiator.addresses());
    for (Invitation invitation : invitations) {
      if (attendance.byUser(invitation.address()) == null) {
        membership.invited(invitation.address());
        participants.expect(invitation, null);
      }
    }
    Initiation beginning = new Initiation(this, leg, invitations, media);
    initiation = beginning;
    billing.initiate(beginning);
  }

  /** A participant's own INVITE into the conference. */
  public void dialIn(InboundLeg leg, User user, @Nullable String name) {
    admissions.dialIn(leg, user, name);
  }

  public void ringing(ConferenceLeg leg) {
    invitees.ringing(leg);
  }

  /**
   * 200 to our INVITE; its ACK is about to be sent. Whoever has that ACK may watch and refer at
   * once, before the acceptance is worked on.
   *
   * @param asserted what the 200 says of the user
   */
  public void answering(ConferenceLeg leg, List<String> asserted) {
    invitees.answering(leg, asserted);
  }

  /** 200 to our INVITE; its ACK is sent. */
  public void accepted(ConferenceLeg leg, Acceptance acceptance) {
    invitees.accepted(leg, acceptance);
  }

  /** A final failure of our INVITE, or nobody answered it. */
  public void rejected(ConferenceLeg leg, int status, String reason) {
    invitees.rejected(leg, status, reason);
  }

  /** ACK to our 200. */
  public void confirmed(ConferenceLeg leg) {
    Attendee attendee = attendance.byLeg(leg);
    if (attendee != null) {
      admissions.confirmed(attendee, leg);
    }
  }

  /** No ACK came for our 200 (64*T1); the BYE is sent. */
  public void unconfirmed(ConferenceLeg leg) {
    departures.gone(leg, EndCause.NO_ACK, null, Departure.FAILED);
  }

  /** CANCEL before our final response; 487 is sent. */
  public void cancelled(ConferenceLeg leg) {
    Attendee attendee = attendance.byLeg(leg);
    Initiation beginning = initiation;
    if (attendee != null && beginning != null && attendee.address.equals(terms.initiator())) {
      beginning.fail(487, Release.refusing(487, "the initiator gave up"));
    } else {
      departures.gone(leg, 487, null, Departure.DEPARTED);
    }
  }

  /** BYE, and what it says of the reason. */
  public void departed(ConferenceLeg leg, @Nullable String reasonHeader) {
    departures.gone(leg, EndCause.NORMAL, reasonHeader, Departure.ofReason(reasonHeader));
  }

  /** The leg is dead (481, 408, no refresh), or nothing reaches its party. */
  public void lost(ConferenceLeg leg) {
    departures.gone(leg, EndCause.NORMAL, null, Departure.FAILED);
  }

  /** Where the messages of this leg's participant are counted. */
  public MessageGate gate(ConferenceLeg leg, User user) {
    Attendee attendee = attendance.byLeg(leg);
    return billing.gate(attendee == null ? user.address() : attendee.address);
  }

  /** Our BYE, CANCEL or final response is done with. */
  public void released(ConferenceLeg leg) {
    departures.released(leg);
  }

  /** A re-INVITE or UPDATE that is no mere refresh. */
  public void modificationRequested(ConferenceLeg leg, ModificationRequest request) {
    changes.requested(attendance.byLeg(leg), request);
  }

  /** The answer to {@link ConferenceLeg#renegotiate}. */
  public void renegotiated(ChangeOffer offer, boolean accepted, int status) {
    offer.outcome(accepted, status);
  }

  // What participants and policy ask for

  /** N10: asks somebody in. Present when nothing was done. */
  public Optional<Refusal> invite(Invitation invitation, Referral referral) {
    return invitees.invite(invitation, referral);
  }

  /** N10: removes somebody. Present when there was nobody to remove. */
  public Optional<Refusal> remove(UserAddress user, Release why, @Nullable Referral referral) {
    return invitees.remove(user, why, referral);
  }

  /** There is something to tell the payer, if the payer is here. */
  public void advise(UserAddress payer) {
    Attendee attendee = attendance.byUser(payer);
    if (attendee != null && attendee.state.isAttached()) {
      attendee.legs().forEach(ConferenceLeg::advise);
    }
  }

  /**
   * Asks a participant to call elsewhere; the conference goes on.
   *
   * @param refused run if the payer is not here, or no device of the payer takes it
   */
  public void refer(UserAddress who, String uri, Runnable refused) {
    Attendee attendee = attendance.byUser(who);
    List<ConferenceLeg> legs =
        attendee == null || !attendee.state.isAttached() ? List.of() : attendee.legs();
    if (legs.isEmpty()) {
      refused.run();
      return;
    }
    int[] left = {legs.size()};
    for (ConferenceLeg leg : legs) {
      leg.refer(
          uri,
          () -> {
            if (--left[0] == 0) {
              refused.run();
            }
          });
    }
  }

  /** Charging ends it: last unit used, denied, aborted by the OCS. */
  public void endByCharging(Refusal why) {
    end(EndCause.byServer(Release.of(why)));
  }

  /** Longest duration, silence, expel all, operator. */
  public void end(Release why) {
    end(EndCause.byServer(why));
  }

  /**
   * Its regular end threw. Everybody is sent away, those too who were already, and what is open is
   * charged as if the node had failed.
   */
  public void giveUp() {
    closing.fail(EndCause.NODE_FAILURE);
  }

  /** Not even that could be charged. */
  public void abandonCharging() {
    closing.lastChargePlaced();
  }

  /** N12: this node cannot carry it any longer. */
  public void nodeFailure() {
    if (!isOver()) {
      closing.fail(EndCause.NODE_FAILURE);
    }
  }

  // What the walks come back with

  Instant now() {
    return participants.now();
  }

  Membership membership() {
    return membership;
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
    participants.dial(invitation);
  }

  List<Attendee> connectedBut(Attendee from) {
    return participants.connectedBut(from);
  }

  /** Whoever is on the way in is offered it when the way is over. */
  void offerLater(ModificationRequest change, Attendee from) {
    participants.offerLater(change, from);
  }

  /** The set-up is charged and answered. */
  void opened(@Nullable Attendee first, List<Attendee> joiners) {
    open = true;
    initiation = null;
    if (first != null && first.state == ADMITTING) {
      if (billing.paysForHimself(first.address)) {
        admissions.join(first);
      } else {
        participants.connect(first);
      }
    }
    for (Attendee joiner : List.copyOf(joiners)) {
      if (joiner.state == ADMITTING) {
        admissions.join(joiner);
      }
    }
    admissions.lookAgainAtThoseWhoWait();
    endIfTooFew();
  }

  /** N11. */
  void failed(Signalling failure, Release release) {
    closing.abort(failure, release);
  }

  void lastChargePlaced() {
    closing.lastChargePlaced();
  }

  /** What is under way comes to nothing, because the conference ends. */
  private void stopEverything() {
    Initiation beginning = initiation;
    initiation = null;
    if (beginning != null) {
      beginning.cease();
    }
    changes.stop();
    admissions.stop();
  }

  void endIfTooFew() {
    if (open && !isOver() && departures.isTooSmall()) {
      end(EndCause.byServer(Release.TOO_FEW));
    }
  }

  void end(EndCause cause) {
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
