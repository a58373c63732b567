package io.tollgate.sip.participating;

import io.tollgate.charging.Owner;
import io.tollgate.charging.ServiceControl;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.charging.enabler.ChargedSession;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.RelayTerms;
import io.tollgate.sip.leg.Advice;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.LegListener;
import io.tollgate.sip.trust.Believed;
import io.tollgate.sip.trust.ChargingVector;
import java.time.Duration;
import java.util.List;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.jspecify.annotations.Nullable;

/** What a one-to-one session is made of, and its phases act on: legs, media and charging. */
final class SessionParts {
  /** Who hears of what the parts do. */
  interface Events extends LegListener, ServiceControl {
    MsrpListener media();

    /** Nothing more will be charged. */
    void chargingClosed();
  }

  private final ParticipatingContext context;
  private final SessionTerms terms;
  private final Owner owner;
  private final Events events;
  private final Leg caller;
  private final ChargedSession charged;
  private final MediaPath media;
  private final SessionFacts facts;
  private final RelayedRequests relayed;
  private final Provisionals provisionals;
  private final Advice advice;

  /** The conference that one party holds; read by whoever looks for its session. */
  private volatile @Nullable String focus;

  private @Nullable Leg callee;

  SessionParts(
      ParticipatingContext context,
      SessionTerms terms,
      Owner owner,
      SipServletRequest invite,
      Events events) {
    this.context = context;
    this.terms = terms;
    this.owner = owner;
    this.events = events;
    advice = new Advice(context.legs().advice());
    focus = ConferenceWatch.focusOf(invite);
    facts = new SessionFacts(context.legs(), terms);
    relayed = new RelayedRequests(context.legs().headers());
    provisionals = new Provisionals(context.legs().headers(), relayed);
    caller = Leg.incoming(context.legs(), owner, events, invite);
    charged = context.charging().open(terms, owner, events);
    media =
        new MediaPath(
            context.policy().anchorMessages() ? context.messages() : null,
            new RelayTerms(
                terms.correlation().incomingCallId(),
                terms.nodeRole(),
                !context.policy().chargeReceived(),
                callers(invite),
                context.policy().mediaIdle()),
            charged.messages(),
            events.media());
  }

  /** Who the called party is told that calls; nobody in particular where a focus does. */
  private List<String> callers(SipServletRequest invite) {
    if (focus != null) {
      return List.of();
    }
    Believed caller = context.legs().headers().door().believe(invite);
    return caller.asserted().isEmpty() ? List.of(caller.from()) : caller.asserted();
  }

  ParticipatingContext context() {
    return context;
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

  RelayedRequests relayed() {
    return relayed;
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

  /** Null while there is no such leg. */
  @Nullable Leg payer() {
    return terms.nodeRole() == NodeRole.TERMINATING ? callee : caller;
  }

  Advice advice() {
    return advice;
  }

  /** The answer to the caller, where the caller pays. */
  void mark(SipServletResponse answer) {
    if (terms.nodeRole() == NodeRole.ORIGINATING) {
      Advice.mark(answer, advice.forAnswer());
    }
  }

  /** One party is the focus of this conference (RFC 4579 5.1), if it is one. */
  void focus(@Nullable String conference) {
    if (conference != null) {
      focus = conference;
    }
  }

  boolean isOf(String conference) {
    return conference.equals(focus);
  }

  /**
   * Makes the leg towards the callee, with an INVITE that is yet to be sent.
   *
   * @param minimum session interval that the callee asked for with a 422; 0 at first
   */
  SipServletRequest inviteCallee(SipServletRequest invite, ChargingVector vector, int minimum)
      throws ServletParseException {
    SipServletRequest outgoing = context.outbound().continuing(invite, vector);
    callee = Leg.outgoing(context.legs(), owner, events, outgoing);
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

  /**
   * @param longest zero for ever, which needs no timer
   */
  @Nullable Timer limit(Duration longest, Runnable reached) {
    return longest.isZero() ? null : context.legs().timers().schedule(longest, owner, reached);
  }

  void chargingClosed() {
    events.chargingClosed();
  }
}
