package io.tollgate.sip.participating;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.record.AdviceOfCharge;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.log.Brief;
import io.tollgate.msrp.MsrpLeg;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.sip.leg.Advice;
import io.tollgate.sip.leg.Attempt;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.Redirection;
import io.tollgate.sip.leg.Sending;
import io.tollgate.sip.participating.Phase.ServerEnd;
import io.tollgate.sip.trust.ChargingVector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A session between two parties with this server between them. Its legs and its charging tell it
 * what happens; what that means depends on its {@link Phase}.
 */
final class OneToOneSession implements SessionParts.Events, OpenSessions.Session {
  private static final Logger LOG = LogManager.getLogger(OneToOneSession.class);

  /** How long the regular end of a session that failed may take to be charged. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private final OpenSessions sessions;
  private final SipApplicationSession applicationSession;
  private final SessionParts parts;
  private final DialogMessages messages;
  private @Nullable ConferenceWatch watch;
  private Phase phase;
  private boolean chargingClosed;
  private boolean broken;

  private OneToOneSession(
      ParticipatingContext context,
      SipServletRequest invite,
      ChargingVector vector,
      SessionTerms terms) {
    sessions = context.sessions();
    applicationSession = invite.getApplicationSession();
    applicationSession.setInvalidateWhenReady(false);
    Owner owner = context.owners().apply(applicationSession);
    parts = new SessionParts(context, terms, owner, invite, this);
    messages = new DialogMessages(parts, parts.relayed());
    phase = new Initiation(parts, invite, vector, this::enter);
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
    Attempt.at(() -> parts.caller().giveUp(internal));
    Leg other = parts.callee();
    if (other != null) {
      Attempt.at(() -> other.giveUp(internal));
    }
    if (regular) {
      parts.limit(SETTLING, this::settle);
    } else {
      Attempt.at(() -> parts.media().close());
      settle();
    }
  }

  private void settle() {
    if (!chargingClosed) {
      Instant now = parts.facts().now();
      parts
          .charged()
          .walk(
              Procedure.NODE_FAILURE,
              new LastCharge(
                  this::chargingClosed,
                  () ->
                      parts.facts().event("BYE", now, now).withCause(Ending.INTERNAL_ERROR, null)));
    }
  }

  static void start(
      ParticipatingContext context,
      SipServletRequest invite,
      ChargingVector vector,
      SessionTerms terms) {
    OneToOneSession session = new OneToOneSession(context, invite, vector, terms);
    session.sessions.opened(session);
    if (session.phase instanceof Initiation initiation) {
      session.parts.owner().here(initiation::begin);
    }
  }

  private void enter(Phase next) {
    phase = next;
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
    } else if (!parts.provisionals().takes(request)) {
      if (request.getMethod().equals("NOTIFY")) {
        watched(leg).pass(request);
      }
      parts.relayed().forward(request, parts.towards(leg));
    }
  }

  /** A subscription within the session itself: what the focus says of its own conference. */
  private ConferenceWatch watched(Leg leg) {
    ConferenceWatch there = watch;
    if (there == null) {
      there =
          new ConferenceWatch(
              uri -> leg != parts.payer() && parts.isOf(uri), this::participantsChanged);
      watch = there;
    }
    return there;
  }

  @Override
  public void membership(String conference, List<String> users, List<ConferenceWatch.News> news) {
    if (parts.isOf(conference) && users.contains(parts.terms().parties().chargedParty())) {
      parts.owner().execute(() -> participantsChanged(news));
    }
  }

  /** F7 at the participating function: what it sees of joins and leaves, it charges. */
  private void participantsChanged(List<ConferenceWatch.News> all) {
    for (ConferenceWatch.News news : all) {
      if (phase instanceof Established) {
        parts.facts().roster(news.roster());
        parts
            .charged()
            .walk(
                news.joined() ? Procedure.JOIN : Procedure.LEAVE,
                new Signalling() {
                  @Override
                  public ChargingEvent event() {
                    return parts.facts().membership(news);
                  }

                  @Override
                  public void refused(Refusal refusal) {
                    // It has happened, and is the focus' to prevent.
                  }
                });
      }
    }
  }

  @Override
  public void onResponse(Leg leg, SipServletResponse response) {
    phase.onResponse(leg, response);
  }

  @Override
  public void onAck(Leg leg, @Nullable String sdp) {
    phase.onAck(leg, sdp);
    tellAdvice();
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
  public String callId() {
    return parts.terms().correlation().incomingCallId();
  }

  @Override
  public void release(Refusal why) {
    parts.owner().execute(() -> endSession(why));
  }

  @Override
  public void endSession(Refusal why) {
    phase.end(why, ServerEnd.REGULAR);
  }

  /** Who pays is sent there; without going there, the session ends (RFC 8506 5.6.2). */
  @Override
  public void redirect(String uri, Refusal otherwise) {
    Leg payer = parts.payer();
    boolean referred =
        phase instanceof Established
            && payer != null
            && payer.isOpen()
            && Redirection.refer(
                payer, uri, () -> parts.owner().execute(() -> endSession(otherwise)));
    if (!referred) {
      endSession(otherwise);
    }
  }

  @Override
  public void advise(AdviceOfCharge said) {
    parts.advice().heard(said);
    tellAdvice();
  }

  /** Once the caller has what the session was answered with. */
  private void tellAdvice() {
    Leg payer = parts.payer();
    if (phase instanceof Established && payer != null && payer.state() == Leg.State.CONFIRMED) {
      AdviceOfCharge news = parts.advice().forMessage();
      if (news != null) {
        Advice.send(payer, news);
      }
    }
  }

  @Override
  public boolean isAskedByPayer() {
    return parts.terms().nodeRole() == NodeRole.ORIGINATING;
  }

  @Override
  public void chargingClosed() {
    chargingClosed = true;
    sessions.ended(this);
    releaseIfOver();
  }

  /** The application session is kept until charging is closed, as it carries the owner. */
  private void releaseIfOver() {
    Leg callee = parts.callee();
    boolean signalling =
        parts.caller().state() != Leg.State.ENDED
            || (callee != null && callee.state() != Leg.State.ENDED);
    if (chargingClosed && !signalling && applicationSession.isValid()) {
      sessions.closed(this);
      Sending.letGo(applicationSession);
    }
  }

  @Override
  public MsrpListener media() {
    return new MediaEvents();
  }

  /** Told on event loops, so everything is handed over. */
  private final class MediaEvents implements MsrpListener {
    @Override
    public void idle(Duration silent) {
      parts
          .owner()
          .execute(
              () ->
                  phase.end(
                      new Refusal(480, "no messages for " + silent.toSeconds() + " s", null),
                      ServerEnd.REGULAR));
    }

    @Override
    public void lost(MsrpLeg leg, String why) {
      parts
          .owner()
          .execute(
              () -> {
                // The other party is not told where its peer is.
                LOG.info("the session ends, as its message connection is lost: {}", Brief.of(why));
                phase.end(lossOf(leg), ServerEnd.FAILURE);
              });
    }

    /** While the call is set up, it is what a party's description said that leads nowhere. */
    private Refusal lossOf(MsrpLeg leg) {
      if (parts.caller().state() != Leg.State.EARLY) {
        return new Refusal(500, "message connection lost", null);
      }
      return parts.media().isOf(Side.CALLER, leg)
          ? new Refusal(488, "the message path that was offered leads nowhere", null)
          : new Refusal(480, "the message path of the called party leads nowhere", null);
    }
  }
}
