package io.tollgate.sip.participating;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.msrp.MsrpLeg;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.RelayTerms;
import io.tollgate.sip.leg.Attempt;
import io.tollgate.sip.leg.Exchange;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.LegListener;
import io.tollgate.sip.participating.Phase.ServerEnd;
import io.tollgate.sip.trust.ChargingVector;
import java.time.Duration;
import java.time.Instant;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.jspecify.annotations.Nullable;

/**
 * A session between two parties with this server between them. Its legs and its charging tell it
 * what happens; what that means depends on its {@link Phase}.
 */
final class OneToOneSession implements LegListener, ServiceControl {
  /** How long the regular end of a session that failed may take to be charged. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private final Equipment equipment;
  private final SipApplicationSession applicationSession;
  private final SessionTerms terms;
  private final Owner owner;
  private final Leg caller;
  private final ChargedSession charged;
  private final MediaPath media;
  private final SessionFacts facts;
  private final RelayedRequests relayed;
  private final Provisionals provisionals;
  private final DialogMessages messages;
  private @Nullable Leg callee;
  private Phase phase;
  private boolean chargingClosed;
  private boolean broken;

  private OneToOneSession(
      Equipment equipment, SipServletRequest invite, ChargingVector vector, SessionTerms terms) {
    this.equipment = equipment;
    this.terms = terms;
    applicationSession = invite.getApplicationSession();
    applicationSession.setInvalidateWhenReady(false);
    owner = equipment.owners().apply(applicationSession);
    facts = new SessionFacts(equipment.legs(), terms);
    relayed = new RelayedRequests(equipment.legs().headers());
    provisionals = new Provisionals(equipment.legs().headers(), relayed);
    caller = Leg.incoming(equipment.legs(), owner, this, invite);
    charged = equipment.charging().open(terms, owner, this);
    media =
        new MediaPath(
            equipment.policy().anchorMessages() ? equipment.messages() : null,
            new RelayTerms(
                terms.correlation().incomingCallId(),
                terms.nodeRole() == NodeRole.TERMINATING
                    ? RelayTerms.Side.TERMINATING
                    : RelayTerms.Side.ORIGINATING,
                !equipment.policy().chargeReceived(),
                equipment.policy().mediaIdle()),
            charged.messages(),
            new MediaEvents());
    messages = new DialogMessages(this, relayed);
    phase = new Initiation(this, invite, vector);
    owner.onFailure(this::failed);
  }

  /**
   * A step threw. What it was about nobody knows, so both parties are told, and the charging that
   * is open is settled: at once if the regular end fails as well, else when that has had its time.
   */
  private void failed(RuntimeException why) {
    if (broken) {
      chargingClosed();
      return;
    }
    broken = true;
    Refusal internal = new Refusal(500, "internal error", null);
    boolean regular = Attempt.at(() -> phase.end(internal, ServerEnd.FAILURE));
    Attempt.at(() -> caller.giveUp(internal));
    Leg other = callee;
    if (other != null) {
      Attempt.at(() -> other.giveUp(internal));
    }
    if (regular) {
      limit(SETTLING, this::settle);
    } else {
      Attempt.at(media::close);
      settle();
    }
  }

  private void settle() {
    if (!chargingClosed) {
      Instant now = facts.now();
      charged.walk(
          Procedure.NODE_FAILURE,
          new LastCharge(
              this, () -> facts.event("BYE", now, now).withCause(Ending.INTERNAL_ERROR, null)));
    }
  }

  static void start(
      Equipment equipment, SipServletRequest invite, ChargingVector vector, SessionTerms terms) {
    OneToOneSession session = new OneToOneSession(equipment, invite, vector, terms);
    equipment.sessions().opened(session);
    if (session.phase instanceof Initiation initiation) {
      session.owner.here(initiation::begin);
    }
  }

  Equipment equipment() {
    return equipment;
  }

  SessionTerms terms() {
    return terms;
  }

  Owner owner() {
    return owner;
  }

  ChargedSession charged() {
    return charged;
  }

  MediaPath media() {
    return media;
  }

  SessionFacts facts() {
    return facts;
  }

  Provisionals provisionals() {
    return provisionals;
  }

  Leg caller() {
    return caller;
  }

  @Nullable Leg callee() {
    return callee;
  }

  /**
   * Makes the leg towards the callee, with an INVITE that is yet to be sent.
   *
   * @param minimum session interval that the callee asked for with a 422; 0 at first
   */
  SipServletRequest inviteCallee(SipServletRequest invite, ChargingVector vector, int minimum)
      throws ServletParseException {
    SipServletRequest outgoing = equipment.outbound().continuing(invite, vector);
    callee = Leg.outgoing(equipment.legs(), owner, this, outgoing);
    callee.requireInterval(minimum);
    facts.outgoingCallId(outgoing.getCallId());
    return outgoing;
  }

  Side side(Leg leg) {
    return leg == caller ? Side.CALLER : Side.CALLEE;
  }

  @Nullable Leg other(Leg leg) {
    return leg == caller ? callee : caller;
  }

  /** The dialog of the other party; null where there is none any more. */
  @Nullable SipSession towards(Leg leg) {
    Leg other = other(leg);
    return other == null || !other.isOpen() ? null : other.session();
  }

  void enter(Phase next) {
    phase = next;
  }

  /**
   * @param longest zero for ever, which needs no timer
   */
  @Nullable Timer limit(Duration longest, Runnable reached) {
    return longest.isZero() ? null : equipment.legs().timers().schedule(longest, owner, reached);
  }

  @Override
  public void onModification(Leg leg, SipServletRequest request) {
    phase.onModification(leg, request);
  }

  @Override
  public void onBye(Leg leg, SipServletRequest bye) {
    phase.onBye(leg, bye);
  }

  @Override
  public void onRequest(Leg leg, SipServletRequest request) {
    if (request.getMethod().equals("MESSAGE")) {
      messages.receive(leg, request);
    } else if (!provisionals.takes(request)) {
      relayed.forward(request, towards(leg));
    }
  }

  @Override
  public void onResponse(Leg leg, SipServletResponse response) {
    phase.onResponse(leg, response);
  }

  @Override
  public void onAck(Leg leg, @Nullable String sdp) {
    phase.onAck(leg, sdp);
  }

  @Override
  public void onIdle(Leg leg) {
    phase.onIdle(leg);
  }

  @Override
  public void onCancel(Leg leg, SipServletRequest cancel) {
    phase.onCancel(leg, cancel);
  }

  @Override
  public void onLost(Leg leg, Loss why) {
    phase.onLost(leg, why);
  }

  @Override
  public void onEnded(Leg leg) {
    releaseIfOver();
  }

  @Override
  public void endSession(Refusal why) {
    phase.end(why, ServerEnd.REGULAR);
  }

  /** Who pays is sent there; where he does not go, the session ends (RFC 8506 5.6.2). */
  @Override
  public void redirect(String uri, Refusal otherwise) {
    Leg payer = terms.nodeRole() == NodeRole.TERMINATING ? callee : caller;
    boolean referred =
        phase instanceof Established
            && payer != null
            && payer.isOpen()
            && uri.matches("(?i)sips?:[\\x21-\\x7e&&[^<>\"]]+")
            && refer(payer, uri, otherwise);
    if (!referred) {
      endSession(otherwise);
    }
  }

  /** Without a subscription: whether he gets there shows in the session that he makes. */
  private boolean refer(Leg payer, String uri, Refusal otherwise) {
    SipServletRequest refer = payer.request("REFER");
    refer.setHeader("Refer-To", "<" + uri + ">");
    refer.setHeader("Refer-Sub", "false");
    refer.setHeader("Supported", "norefersub");
    return Exchange.start(
        refer,
        response -> {
          if (response.getStatus() >= 300) {
            owner.execute(() -> endSession(otherwise));
          }
        });
  }

  /** Nothing more will be charged. */
  void chargingClosed() {
    chargingClosed = true;
    equipment.sessions().ended(this);
    releaseIfOver();
  }

  /** The application session is kept until charging is closed, as it carries the owner. */
  private void releaseIfOver() {
    boolean signalling =
        caller.state() != Leg.State.ENDED || (callee != null && callee.state() != Leg.State.ENDED);
    if (chargingClosed && !signalling && applicationSession.isValid()) {
      equipment.sessions().closed(this);
      applicationSession.invalidate();
    }
  }

  /** Told on event loops, so everything is handed over. */
  private final class MediaEvents implements MsrpListener {
    @Override
    public void idle(Duration silent) {
      owner.execute(
          () ->
              phase.end(
                  new Refusal(480, "no messages for " + silent.toSeconds() + " s", null),
                  ServerEnd.REGULAR));
    }

    @Override
    public void lost(MsrpLeg leg, String why) {
      owner.execute(
          () ->
              phase.end(
                  new Refusal(500, "message connection lost: " + why, null), ServerEnd.FAILURE));
    }
  }
}
