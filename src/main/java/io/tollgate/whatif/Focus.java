package io.tollgate.whatif;

import io.tollgate.charging.MessageGate;
import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.charging.flow.ConferencePayer;
import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.SessionType;
import io.tollgate.conference.Acceptance;
import io.tollgate.conference.Billing;
import io.tollgate.conference.ChangeOffer;
import io.tollgate.conference.Conference;
import io.tollgate.conference.ConferenceLeg;
import io.tollgate.conference.ConferenceObserver;
import io.tollgate.conference.ConferencePolicy;
import io.tollgate.conference.ConferenceTerms;
import io.tollgate.conference.EachPays;
import io.tollgate.conference.InboundLeg;
import io.tollgate.conference.Invitation;
import io.tollgate.conference.ModificationRequest;
import io.tollgate.conference.OnePayer;
import io.tollgate.conference.ParticipantView;
import io.tollgate.conference.Release;
import io.tollgate.conference.User;
import io.tollgate.conference.UserAddress;
import io.tollgate.sip.trust.Identities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conference of the capture: the real one, whose legs are dialogs that were captured. */
final class Focus implements Talk, ConferenceObserver {
  private final CaptureClock clock;
  private final Notes notes;
  private final Asked asked;
  private final String uri;
  private final Conference conference;
  private final Map<String, Dialog> dialogs = new LinkedHashMap<>();
  private final List<Dialog> dialled = new ArrayList<>();
  private boolean over;

  Focus(
      CaptureClock clock,
      Notes notes,
      ChargingEnablerUser charging,
      WhatIfPolicy policy,
      Asked asked,
      String uri,
      long number) {
    this.clock = clock;
    this.notes = notes;
    this.asked = asked;
    this.uri = uri;
    List<Invitation> invitations = invitations();
    ConferenceTerms terms =
        new ConferenceTerms(
            uri,
            number,
            invitations.isEmpty() ? SessionType.CHAT : SessionType.AD_HOC,
            asked.user().address(),
            asked.user().address(),
            asked.request().header("subject"));
    ConferencePolicy base = policy.conference();
    conference =
        new Conference(
            terms,
            new ConferencePolicy(
                invitations.isEmpty() ? policy.chatMinimum() : base.minimum(),
                base.endsWithOwner(),
                base.longest(),
                base.maxParticipants(),
                invitations.isEmpty() || base.answerAtOnce(),
                base.invitedOnly()),
            billing(charging, policy.pays(), terms),
            this::dial,
            this,
            clock);
  }

  private Billing billing(
      ChargingEnablerUser charging, ConferencePayer pays, ConferenceTerms terms) {
    ServiceControl control = this::endedByCharging;
    return switch (pays) {
      case OWNER, INITIATOR ->
          new OnePayer(charging.open(asked.conference(terms, terms.initiator()), clock, control));
      case EACH ->
          new EachPays(
              terms.initiator(),
              payer -> charging.open(asked.conference(terms, payer), clock, control));
      case NONE -> new OnePayer(free(charging, terms, control));
    };
  }

  private ChargedSession free(
      ChargingEnablerUser charging, ConferenceTerms terms, ServiceControl control) {
    return charging.openFree(asked.conference(terms, terms.initiator()), clock, control);
  }

  private void endedByCharging(Refusal why) {
    notes.add("conference " + uri + " would have been ended by charging: " + why.reason());
    clock.execute(() -> conference.endByCharging(why));
  }

  /** Members of the list in the INVITE (RFC 5366). */
  private List<Invitation> invitations() {
    List<Invitation> all = new ArrayList<>();
    for (String uri : asked.request().listed()) {
      all.add(new Invitation(uri, null, asked.user().address()));
    }
    return all;
  }

  String uri() {
    return uri;
  }

  boolean isOpen() {
    return !over;
  }

  void begin() {
    Dialog first = new Dialog(asked.request().callId(), asked.user());
    first.offer = asked.request().sdp();
    dialogs.put(first.callId, first);
    conference.initiate(
        first,
        asked.user(),
        null,
        Asked.media(asked.request().sdp(), Media.SdpType.OFFER),
        invitations());
  }

  /** A participant's own INVITE. */
  void dialIn(Asked joining) {
    Dialog leg = new Dialog(joining.request().callId(), joining.user());
    leg.offer = joining.request().sdp();
    dialogs.put(leg.callId, leg);
    conference.dialIn(leg, joining.user(), null);
  }

  private ConferenceLeg dial(Invitation invitation) {
    Dialog leg = new Dialog("", User.of(invitation.address()));
    dialled.add(leg);
    return leg;
  }

  /**
   * The server sent an INVITE.
   *
   * @return whether it is this conference's
   */
  boolean sends(SipMessage invite) {
    List<UserAddress> named =
        List.of(
            UserAddress.of(Identities.bare(invite.uri())),
            UserAddress.of(Identities.bare(Identities.uri(invite.text("to")))));
    for (Dialog leg : dialled) {
      if (leg.callId.isEmpty() && named.stream().anyMatch(leg.user::is)) {
        leg.callId = invite.callId();
        leg.offer = invite.sdp();
        dialogs.put(leg.callId, leg);
        return true;
      }
    }
    return false;
  }

  @Override
  public void requested(Heard.Sip heard) {
    SipMessage message = heard.message();
    Dialog leg = dialogs.get(message.callId());
    if (leg == null) {
      return;
    }
    switch (message.method()) {
      case "ACK" -> {
        if (leg.accepted) {
          leg.accepted = false;
          conference.confirmed(leg);
        }
      }
      case "BYE" -> conference.departed(leg, message.header("reason"));
      case "CANCEL" -> conference.cancelled(leg);
      case "INVITE", "UPDATE" -> change(leg, message);
      case "REFER" -> refer(leg, message);
      default -> {
        // What is left is not charged.
      }
    }
  }

  private void change(Dialog leg, SipMessage message) {
    String sdp = message.sdp();
    String before = leg.offer;
    if (sdp == null || before != null && Asked.repeats(sdp, before)) {
      return;
    }
    leg.offer = sdp;
    conference.modificationRequested(leg, new Wanted(message, sdp, clock.now()));
  }

  private void refer(Dialog leg, SipMessage message) {
    String target = Identities.uri(message.text("refer-to"));
    UserAddress who = UserAddress.of(Identities.bare(target));
    if (target.toLowerCase(Locale.ROOT).contains("method=bye")) {
      conference.remove(who, Release.REMOVED, null);
    } else {
      conference.invite(
          new Invitation(Identities.bare(target), null, leg.user.address()),
          (status, reason) -> {});
    }
  }

  @Override
  public void answered(Heard.Sip heard) {
    SipMessage response = heard.message();
    Dialog leg = dialogs.get(response.callId());
    if (leg == null || !response.method().matches("INVITE|UPDATE")) {
      return;
    }
    int status = response.status();
    ChangeOffer asking = leg.asking;
    if (asking != null && response.cseq().equals(leg.askedBy)) {
      if (status >= 200) {
        leg.asking = null;
        conference.renegotiated(asking, status < 300, status);
      }
    } else if (leg.incoming() || leg.settled) {
      return;
    } else if (status > 100 && status < 200) {
      conference.ringing(leg);
    } else if (status >= 200) {
      leg.settled = true;
      initial(leg, response, status);
    }
  }

  private void initial(Dialog leg, SipMessage response, int status) {
    if (status >= 300) {
      conference.rejected(leg, status, response.start().substring(12));
      return;
    }
    List<String> asserted = Identities.uris(response.all("p-asserted-identity"));
    conference.answering(leg, asserted);
    String answer = response.sdp();
    conference.accepted(
        leg,
        new Acceptance(
            answer == null ? null : Asked.media(answer, Media.SdpType.ANSWER), asserted));
  }

  @Override
  public void sent(Heard.Sip heard) {
    SipMessage message = heard.message();
    Dialog leg = dialogs.get(message.callId());
    if (leg == null || !message.isRequest()) {
      return;
    }
    if (message.method().matches("INVITE|UPDATE") && leg.asking != null) {
      leg.askedBy = message.cseq();
    } else if (message.method().equals("BYE") && !leg.released && !over) {
      String reason = message.header("reason");
      conference.end(Release.unused(reason == null ? "ended by the server" : reason));
    }
  }

  @Override
  public void message(String callId, Carried carried) {
    Dialog leg = dialogs.get(callId);
    if (leg == null || carried.isFree()) {
      return;
    }
    MessageGate gate = conference.gate(leg, leg.user);
    if (gate.admit(decided -> {}) == MessageGate.Admission.REFUSED) {
      notes.add("a message of " + callId + " would have been refused: no units");
      return;
    }
    gate.octets(Count.OCTETS_IN, carried.octets());
    gate.completed();
    carried.passed(gate);
  }

  @Override
  public void captureEnds() {
    if (!over) {
      notes.add("conference " + uri + " is still up where the capture ends: charged up to there");
    }
    for (Dialog leg : dialled) {
      if (leg.callId.isEmpty()) {
        notes.add("no INVITE of conference " + uri + " to " + leg.user.address().uri());
      }
      if (leg.asking != null) {
        notes.add("no change was offered to " + leg.user.address().uri());
      }
    }
  }

  @Override
  public void changed(ParticipantView who, int present) {
    // Nobody watches.
  }

  @Override
  public void ending() {
    over = true;
  }

  @Override
  public void ended() {
    over = true;
  }

  /** A dialog of the conference. */
  private final class Dialog implements InboundLeg {
    private final User user;
    private final String id;
    private String callId;
    private @Nullable String offer;
    private @Nullable ChangeOffer asking;
    private String askedBy = "";
    private boolean accepted;
    private boolean settled;
    private boolean released;

    Dialog(String callId, User user) {
      this.callId = callId;
      this.user = user;
      this.id = callId.isEmpty() ? "dialled " + dialled.size() : callId;
    }

    boolean incoming() {
      return !dialled.contains(this);
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public String callId() {
      return callId;
    }

    @Override
    public void activate() {
      // Media flows as the capture has it.
    }

    @Override
    public void release(Release why) {
      released = true;
      clock.execute(() -> conference.released(this));
    }

    @Override
    public void renegotiate(ChangeOffer offered) {
      asking = offered;
    }

    @Override
    public void accept() {
      accepted = true;
    }
  }

  /** A change that somebody wants. */
  private record Wanted(SipMessage request, String sdp, Instant receivedAt)
      implements ModificationRequest {
    @Override
    public String method() {
      return request.method();
    }

    @Override
    public Media media() {
      return Asked.media(sdp, Media.SdpType.OFFER);
    }

    @Override
    public boolean isCharged() {
      return true;
    }

    @Override
    public boolean concernsOthers() {
      return true;
    }

    @Override
    public boolean holds() {
      return sdp.contains("a=sendonly") || sdp.contains("a=inactive");
    }

    @Override
    public void answer() {
      // As the capture has it.
    }

    @Override
    public void refuse(Release why) {
      // As the capture has it.
    }
  }
}
