package io.tollgate.sip.participating;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.charging.record.CauseCode;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.LegListener.Loss;
import io.tollgate.sip.leg.Reason;
import io.tollgate.sip.trust.ChargingVector;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * N1, N5, N8: from the caller's INVITE to its answer. The INVITE is let go of with it: of what an
 * open session would hold, it is a quarter.
 */
final class Initiation implements Phase, Signalling {
  private static final int INTERVAL_TOO_SMALL = 422;

  private final SessionParts session;
  private final SipServletRequest invite;
  private final @Nullable String offer;
  private final Instant arrived;
  private final Calling calling;
  private final Consumer<Phase> next;
  private @Nullable Walk awaiting;
  private @Nullable SipServletResponse accepted;
  private @Nullable Instant answered;
  private @Nullable String answer;
  private boolean over;

  /**
   * @param next enters the phase that follows
   */
  Initiation(
      SessionParts session, SipServletRequest invite, ChargingVector vector, Consumer<Phase> next) {
    this.next = next;
    this.session = session;
    this.invite = invite;
    this.offer = Bodies.sdp(invite);
    this.arrived = session.facts().now();
    this.calling = new Calling(session, invite, vector, offer);
  }

  void begin() {
    Procedure procedure =
        switch (session.terms().kind()) {
          case LARGE_MESSAGE -> Procedure.LARGE_MESSAGE;
          case FILE_TRANSFER -> Procedure.FILE_TRANSFER;
          case SESSION, GROUP_SESSION, PAGE_MESSAGE, DEFERRED_MESSAGE ->
              Procedure.INITIATE_ONE_TO_ONE;
        };
    session.charged().walk(procedure, this);
  }

  // The steps

  @Override
  public ChargingEvent event() {
    SipServletResponse ok = accepted;
    String inForce = ok == null ? null : Bodies.sdp(ok);
    return session
        .facts()
        .first("INVITE", arrived, answered)
        .withMedia(SessionFacts.media(offer, inForce, Side.CALLER, arrived, answered))
        .withMessage(
            SessionFacts.bodies(invite),
            session.terms().kind() == ServiceKind.LARGE_MESSAGE ? 1 : 0,
            SessionFacts.announcedOctets(session.terms(), offer));
  }

  @Override
  public void forward(Walk walk) {
    if (over) {
      walk.abandon();
      return;
    }
    Refusal unreachable = calling.call();
    if (unreachable == null) {
      calling.limitRinging(this::unanswered);
      walk.next();
    } else {
      walk.abandon();
      fail(unreachable);
    }
  }

  @Override
  public void awaitFirstAcceptance(Walk walk) {
    if (over) {
      walk.abandon();
    } else if (accepted != null) {
      walk.next();
    } else {
      awaiting = walk;
    }
  }

  @Override
  public void answerOriginator(Walk walk) {
    SipServletResponse came = accepted;
    if (over || came == null) {
      walk.abandon();
      return;
    }
    awaiting = walk;
    session
        .caller()
        .whenAnnounced(
            () -> {
              if (awaiting == walk) {
                awaiting = null;
                answer(walk, came);
              }
            });
  }

  private void answer(Walk walk, SipServletResponse came) {
    SipServletResponse ok;
    try {
      ok = Responses.relayed(invite, came, session.context().legs().headers());
    } catch (IllegalStateException gone) {
      // The container let go of the INVITE with its connection: the caller hears nothing more.
      walk.abandon();
      end(new Refusal(480, "the caller was lost during set-up", null), ServerEnd.REGULAR);
      return;
    }
    over = true;
    Bodies.copy(came, ok);
    if (answer != null) {
      Bodies.replaceSdp(ok, answer);
    }
    session.mark(ok);
    next.accept(new Established(session, offer == null ? came : null, next));
    session.caller().answer(ok);
    Leg callee = session.callee();
    if (callee != null) {
      session.caller().descriptions().share(callee.descriptions());
    }
    walk.next();
  }

  @Override
  public void refused(Refusal refusal) {
    if (over) {
      session.chargingClosed();
    } else {
      end(refusal, ServerEnd.REGULAR);
    }
  }

  // The callee

  @Override
  public void onResponse(Leg from, SipServletResponse response) {
    int status = response.getStatus();
    if (over || from != session.callee() || !response.getMethod().equals("INVITE")) {
      return;
    }
    if (status < 200) {
      if (status > 100) {
        provisional(response);
      }
    } else if (status < 300) {
      accept(response);
    } else if (status == INTERVAL_TOO_SMALL) {
      retry(response);
    } else {
      fail(status, null, () -> relayed(response));
    }
  }

  private void provisional(SipServletResponse response) {
    String sdp = Bodies.sdp(response);
    try {
      boolean passed =
          session
              .provisionals()
              .pass(invite, response, sdp == null ? null : calling.towardsCaller(sdp));
      if (!passed) {
        session.caller().unreachable();
      }
    } catch (MsrpSdpException e) {
      end(new Refusal(488, String.valueOf(e.getMessage()), null), ServerEnd.REGULAR);
    }
  }

  private void accept(SipServletResponse response) {
    calling.stopLimit();
    accepted = response;
    answered = session.facts().now();
    session.facts().accepted(response);
    session.focus(ConferenceWatch.focusOf(response));
    Leg callee = session.callee();
    String sdp = Bodies.sdp(response);
    try {
      answer = sdp == null ? null : calling.towardsCaller(sdp);
    } catch (MsrpSdpException e) {
      if (callee != null) {
        callee.ack(response, null);
      }
      end(new Refusal(488, String.valueOf(e.getMessage()), null), ServerEnd.REGULAR);
      return;
    }
    // The caller's ACK will say nothing new, so the callee need not wait for charging,
    // only for other servers to know of the dialog.
    if (callee != null && offer != null && !callee.ackOnceAnnounced(response)) {
      end(new Refusal(480, "the called party cannot be reached", null), ServerEnd.REGULAR);
      return;
    }
    session.caller().announce(session.terms().correlation().icid());
    Walk walk = awaiting;
    awaiting = null;
    if (walk != null) {
      walk.next();
    }
  }

  private void retry(SipServletResponse response) {
    Refusal failed = calling.again(response);
    if (failed != null) {
      fail(failed);
    }
  }

  // Its end without success

  private void unanswered() {
    if (!over) {
      end(new Refusal(480, "no answer", null), ServerEnd.REGULAR);
    }
  }

  @Override
  public void end(Refusal why, ServerEnd how) {
    if (!over) {
      releaseCallee(Reason.of(why));
      fail(why);
    }
  }

  @Override
  public void onCancel(Leg from, SipServletRequest cancel) {
    if (from == session.caller() && !over) {
      releaseCallee(cancel.getHeader(Reason.HEADER));
      failed(SipServletResponse.SC_REQUEST_TERMINATED, cancel.getHeader(Reason.HEADER));
    }
  }

  @Override
  public void onBye(Leg from, SipServletRequest bye) {
    if (over) {
      return;
    }
    if (from == session.caller()) {
      onCancel(from, bye);
    } else {
      fail(new Refusal(480, "the called party left during set-up", null));
    }
  }

  @Override
  public void onLost(Leg from, Loss why) {
    String who = from == session.caller() ? "the caller" : "the called party";
    end(new Refusal(480, who + " was lost during set-up", null), ServerEnd.REGULAR);
  }

  @Override
  public void onModification(Leg from, SipServletRequest request) {
    from.answer(request.createResponse(SipServletResponse.SC_REQUEST_PENDING));
  }

  @Override
  public void onAck(Leg from, @Nullable String sdp) {
    // Nothing was accepted towards the caller yet.
  }

  private void releaseCallee(@Nullable String reason) {
    Leg callee = session.callee();
    if (callee != null) {
      callee.release(reason);
    }
  }

  private SipServletResponse relayed(SipServletResponse refusal) {
    SipServletResponse copy =
        Responses.relayed(invite, refusal, session.context().legs().headers());
    Bodies.copy(refusal, copy);
    return copy;
  }

  private void fail(Refusal refusal) {
    fail(refusal.status(), refusal.reason(), () -> Responses.refusal(invite, refusal));
  }

  /**
   * @param answer made when charging knows: there may be nobody left to be answered
   */
  private void fail(int status, @Nullable String reason, Supplier<SipServletResponse> answer) {
    failed(status, reason);
    session.caller().answer(answer);
  }

  private void failed(int status, @Nullable String reason) {
    over = true;
    calling.stopLimit();
    Walk walk = awaiting;
    awaiting = null;
    if (walk != null) {
      walk.abandon();
    }
    Instant at = session.facts().now();
    session.media().close();
    session
        .charged()
        .walk(
            Procedure.INITIATION_FAILED,
            new LastCharge(
                session::chargingClosed,
                () ->
                    session
                        .facts()
                        .first("INVITE", arrived, at)
                        .withCause(CauseCode.of(status), reason)));
  }
}
