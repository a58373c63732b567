package io.tollgate.sip.participating;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.NoCharging;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.sip.body.AnswerInAdvance;
import io.tollgate.sip.body.Sdp;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.LegSupport;
import java.time.Duration;
import java.time.Instant;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * F2, F6, F8, F10: one re-INVITE, or UPDATE with a session description, on its way to the other
 * party. Whether the one who asked is answered before or after the other was asked is the flow's
 * business; both orders work here.
 */
final class Modification implements Signalling {
  private static final int RETRIES = 3;

  private final OneToOneSession session;
  private final Established phase;
  private final Leg from;
  private final Leg towards;
  private final SipServletRequest request;
  private final Instant arrived;
  private final Side side;
  private final HeaderTransparency headers;
  private @Nullable String offer;
  private @Nullable SipServletRequest sent;
  private @Nullable SipServletResponse accepted;
  private @Nullable String answer;
  private @Nullable Walk awaiting;
  private @Nullable Walk forwarding;
  private boolean answeredFirst;
  private boolean originatorAnswered;
  private boolean over;
  private int retries;

  Modification(
      OneToOneSession session,
      Established phase,
      Leg from,
      Leg towards,
      SipServletRequest request) {
    this.session = session;
    this.phase = phase;
    this.from = from;
    this.towards = towards;
    this.request = request;
    this.arrived = session.facts().now();
    this.side = session.side(from);
    this.headers = session.equipment().legs().headers();
    this.offer = Bodies.sdp(request);
  }

  /** A request that changes nothing goes through uncharged (RFC 4028 7.4; conflict C14). */
  void begin() {
    boolean changes = offer == null || !from.descriptions().repeats(offer);
    if (changes) {
      session.charged().walk(Procedure.MODIFY, this);
    } else {
      new NoCharging().walk(Procedure.MODIFY, this);
    }
  }

  // The steps

  @Override
  public ChargingEvent event() {
    SipServletResponse ok = accepted;
    return session
        .facts()
        .event(request.getMethod(), arrived, ok == null ? null : session.facts().now())
        .withMedia(SessionFacts.media(offer, ok == null ? null : Bodies.sdp(ok)));
  }

  @Override
  public void answerOriginator(Walk walk) {
    if (over) {
      walk.abandon();
      return;
    }
    SipServletResponse came = accepted;
    SipServletResponse ok;
    if (came != null) {
      ok = Responses.relayed(request, came, headers);
      if (answer != null) {
        Bodies.setSdp(ok, answer);
      }
    } else {
      answeredFirst = true;
      ok = request.createResponse(SipServletResponse.SC_OK);
      String inAdvance = inAdvance();
      if (inAdvance != null) {
        Bodies.setSdp(ok, inAdvance);
      }
    }
    originatorAnswered = true;
    from.answer(ok);
    walk.next();
    finishIfDone();
  }

  /** Our answer to an offer, or our offer to a request without one (RFC 3261 14.2). */
  private @Nullable String inAdvance() {
    String inForce = from.descriptions().sent();
    if (inForce == null) {
      return null;
    }
    return offer == null
        ? inForce
        : AnswerInAdvance.to(Sdp.parse(offer), Sdp.parse(inForce)).toString();
  }

  @Override
  public void forward(Walk walk) {
    if (over) {
      walk.abandon();
    } else if (answeredFirst && offer == null) {
      // What the other party is to be offered comes with the ACK.
      forwarding = walk;
    } else if (ask()) {
      walk.next();
    } else {
      walk.abandon();
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
  public void refused(Refusal refusal) {
    if (!over) {
      from.answer(Responses.refusal(request, refusal));
      finish();
    }
  }

  // The other party

  private boolean ask() {
    String anchored;
    try {
      anchored = offer == null ? null : session.media().offer(side, offer);
    } catch (MsrpSdpException e) {
      rejected(new Refusal(488, String.valueOf(e.getMessage()), null));
      return false;
    }
    SipServletRequest copy = towards.request(request.getMethod());
    headers.headers(request, copy, towards.peer());
    HeaderTransparency.features(request, copy);
    if (anchored != null) {
      Bodies.setSdp(copy, anchored);
    }
    sent = copy;
    if (towards.send(copy)) {
      return true;
    }
    rejected(new Refusal(500, "the change cannot be passed on", null));
    return false;
  }

  void onResponse(Leg on, SipServletResponse response) {
    if (on != towards || over || response.getStatus() < 200 || sent == null) {
      return;
    }
    if (response.getStatus() < 300) {
      accept(response);
    } else {
      refuse(response);
    }
  }

  private void accept(SipServletResponse response) {
    if (offer != null && response.getMethod().equals("INVITE")) {
      towards.ack(response, null);
    }
    String sdp = Bodies.sdp(response);
    try {
      answer = sdp == null ? null : towardsOriginator(sdp);
    } catch (MsrpSdpException e) {
      unusable(response, e);
      return;
    }
    accepted = response;
    session.facts().accepted(response);
    Walk walk = awaiting;
    awaiting = null;
    if (walk != null) {
      walk.next();
    }
    finishIfDone();
  }

  private String towardsOriginator(String sdp) {
    return offer == null
        ? session.media().offer(side.other(), sdp)
        : session.media().answer(side.other(), sdp);
  }

  /** The other party took the change, but with media that cannot be led through here. */
  private void unusable(SipServletResponse response, MsrpSdpException why) {
    if (offer == null) {
      towards.ack(response, null);
    }
    Refusal refusal = new Refusal(488, String.valueOf(why.getMessage()), null);
    rejected(refusal);
    phase.end(refusal, Phase.ServerEnd.REGULAR);
  }

  private void refuse(SipServletResponse response) {
    int status = response.getStatus();
    if (status == SipServletResponse.SC_REQUEST_PENDING
        && originatorAnswered
        && retries < RETRIES) {
      retries++;
      retryLater();
      return;
    }
    if (!originatorAnswered) {
      SipServletResponse refusal = Responses.relayed(request, response, headers);
      Bodies.copy(response, refusal);
      from.answer(refusal);
    }
    boolean correct = originatorAnswered && offer != null;
    finish();
    if (status == SipServletResponse.SC_REQUEST_TIMEOUT
        || status == SipServletResponse.SC_CALL_LEG_DONE) {
      // RFC 3261 12.2.1.2: the dialog is gone.
      phase.end(new Refusal(481, "the other party is gone", null), Phase.ServerEnd.REGULAR);
    } else if (correct) {
      session.charged().walk(Procedure.MODIFICATION_CORRECTED, new Correction(this));
    }
  }

  /** RFC 3261 14.1: 2.1 to 4 s for the owner of the Call-ID, 0 to 2 s for the other. */
  private void retryLater() {
    LegSupport support = session.equipment().legs();
    long random = support.random().applyAsInt(200) * 10L;
    Duration wait =
        Duration.ofMillis(towards.isOutgoing() ? 2_100 + Math.min(random, 1_900) : random);
    support
        .timers()
        .schedule(
            wait,
            () ->
                session
                    .owner()
                    .execute(
                        () -> {
                          if (!over) {
                            ask();
                          }
                        }));
  }

  private void rejected(Refusal why) {
    if (!originatorAnswered) {
      from.answer(Responses.refusal(request, why));
    }
    finish();
  }

  /** The ACK of the one who asked: it may carry what our 200 left open. */
  void onAck(Leg on, SipServletRequest ack) {
    if (on != from || over || offer != null) {
      return;
    }
    String sdp = Bodies.sdp(ack);
    SipServletResponse owed = accepted;
    if (owed != null) {
      finish();
      phase.acknowledge(towards, owed, side, sdp);
      return;
    }
    Walk walk = forwarding;
    forwarding = null;
    if (walk != null) {
      offer = sdp;
      if (sdp == null || !ask()) {
        walk.abandon();
        finish();
      } else {
        walk.next();
      }
    }
  }

  /** The one who asked gave it up; the container has answered 487. */
  void onCancel(Leg on) {
    if (on == from && !over) {
      originatorAnswered = true;
      if (sent != null && accepted == null) {
        io.tollgate.sip.leg.Sending.send(sent.createCancel());
      }
      finish();
    }
  }

  /** The session ends under it. */
  void overtaken() {
    SipServletResponse owed = accepted;
    if (owed != null && offer == null && !over) {
      towards.ack(owed, null);
    }
    finish();
  }

  private void finishIfDone() {
    if (originatorAnswered && accepted != null && offer != null) {
      finish();
    }
  }

  private void finish() {
    over = true;
    Walk walk = awaiting != null ? awaiting : forwarding;
    awaiting = null;
    forwarding = null;
    if (walk != null) {
      walk.abandon();
    }
    phase.modified(this);
  }

  /** C2: what is in force after all, since the record that said otherwise stands. */
  private record Correction(Modification of) implements Signalling {
    @Override
    public ChargingEvent event() {
      return of.session
          .facts()
          .event(of.request.getMethod(), of.arrived, of.session.facts().now())
          .withMedia(
              SessionFacts.media(
                  of.towards.descriptions().sent(), of.towards.descriptions().received()));
    }
  }
}
