package io.tollgate.sip.participating;

import io.tollgate.charging.ChargingEvent;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.flow.Signalling;
import io.tollgate.charging.flow.Walk;
import io.tollgate.sip.body.AnswerInAdvance;
import io.tollgate.sip.body.Sdp;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.Leg;
import java.time.Instant;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * F2, F6, F8, F10: one re-INVITE, or UPDATE with a session description, on its way to the other
 * party. Whether the one who asked is answered before or after the other was asked is the flow's
 * business; both orders work here.
 */
final class Modification implements Change, Signalling {
  private final SessionParts session;
  private final Established phase;
  private final Leg from;
  private final SipServletRequest request;
  private final Instant arrived;
  private final Side side;
  private final HeaderTransparency headers;
  private final PassedChange passed;
  private @Nullable String offer;
  private @Nullable String answer;
  private @Nullable Walk awaiting;
  private @Nullable Walk forwarding;
  private boolean answeredFirst;
  private boolean originatorAnswered;
  private boolean givenUp;
  private boolean over;

  Modification(
      SessionParts session, Established phase, Leg from, Leg towards, SipServletRequest request) {
    this.session = session;
    this.phase = phase;
    this.from = from;
    this.request = request;
    this.arrived = session.facts().now();
    this.side = session.side(from);
    this.headers = session.context().legs().headers();
    this.offer = Bodies.sdp(request);
    this.passed = new PassedChange(session, this, towards, request, side);
  }

  Leg from() {
    return from;
  }

  @Override
  public Leg towards() {
    return passed.towards();
  }

  @Override
  public boolean isDormant() {
    return passed.isDormant();
  }

  /**
   * Unless C14 is strict, a request that changes nothing is a refresh (RFC 4028 7.4). One without
   * an offer is a change: what it comes to is known with its ACK, after its charge.
   */
  @Override
  public void begin() {
    boolean charged =
        session.context().legs().tellsRefreshes()
            || offer == null
            || !from.descriptions().repeats(offer);
    session.charged().walk(charged ? Procedure.MODIFY : Procedure.REFRESH, this);
  }

  boolean isOver() {
    return over;
  }

  // The steps

  @Override
  public ChargingEvent event() {
    SipServletResponse ok = passed.accepted();
    Instant answered = ok == null ? null : session.facts().now();
    return session
        .facts()
        .event(request.getMethod(), arrived, answered)
        .withMedia(
            SessionFacts.media(offer, ok == null ? null : Bodies.sdp(ok), side, arrived, answered));
  }

  @Override
  public void answerOriginator(Walk walk) {
    if (over) {
      walk.abandon();
      return;
    }
    SipServletResponse came = passed.accepted();
    String sdp;
    SipServletResponse ok;
    if (came != null) {
      ok = Responses.relayed(request, came, headers);
      sdp = answer;
    } else {
      answeredFirst = true;
      ok = request.createResponse(SipServletResponse.SC_OK);
      sdp = inAdvance();
    }
    if (sdp != null) {
      Bodies.setSdp(ok, sdp);
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
    } else if (passed.pass(offer)) {
      walk.next();
    } else {
      walk.abandon();
    }
  }

  @Override
  public void awaitFirstAcceptance(Walk walk) {
    if (over) {
      walk.abandon();
    } else if (passed.accepted() != null) {
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

  @Override
  public void onResponse(Leg on, SipServletResponse response) {
    if (on == passed.towards() && !over) {
      passed.onResponse(response);
    }
  }

  void accepted(@Nullable String itsAnswer) {
    if (givenUp) {
      String former = passed.former();
      if (former != null) {
        // It has taken what nobody wants any more.
        phase.changes().alignLater(new Alignment(session, phase, passed.towards(), former, true));
      }
      finish();
      return;
    }
    answer = itsAnswer;
    Walk walk = awaiting;
    awaiting = null;
    if (walk != null) {
      walk.next();
    }
    finishIfDone();
  }

  void refused(SipServletResponse response) {
    int status = response.getStatus();
    if (givenUp) {
      finish();
      return;
    }
    if (status == SipServletResponse.SC_REQUEST_PENDING
        && originatorAnswered
        && passed.retryLater()) {
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

  void rejected(Refusal why) {
    if (!originatorAnswered) {
      from.answer(Responses.refusal(request, why));
    }
    finish();
  }

  /** The other party took the change, but with media that cannot be led through here. */
  void unusable(Refusal why) {
    rejected(why);
    phase.end(why, Phase.ServerEnd.REGULAR);
  }

  // The one who asked

  /** The ACK: it may carry what our 200 left open. */
  @Override
  public void onAck(Leg on, @Nullable String sdp) {
    if (on != from || over || offer != null) {
      return;
    }
    SipServletResponse owed = passed.accepted();
    if (owed != null) {
      finish();
      phase.acknowledge(passed.towards(), owed, side, sdp);
      return;
    }
    Walk walk = forwarding;
    forwarding = null;
    if (walk != null) {
      offer = sdp;
      if (sdp == null || !passed.pass(sdp)) {
        walk.abandon();
        finish();
      } else {
        walk.next();
      }
    }
  }

  /** It was given up; the container has answered 487. */
  @Override
  public void onCancel(Leg on) {
    if (on == from && !over) {
      originatorAnswered = true;
      givenUp = passed.cancel();
      if (!givenUp) {
        finish();
      }
    }
  }

  // Its end

  @Override
  public void overtaken() {
    if (!over) {
      passed.overtaken();
    }
    finish();
  }

  private void finishIfDone() {
    if (originatorAnswered && passed.accepted() != null && offer != null) {
      alignOriginator();
      finish();
    }
  }

  /** ADR 0014: what the other party accepted and the answer in advance could not know. */
  private void alignOriginator() {
    SipServletResponse came = passed.accepted();
    String said = came == null ? null : Bodies.sdp(came);
    String told = from.descriptions().sent();
    if (answeredFirst
        && said != null
        && answer != null
        && told != null
        && !Sdp.parse(told).agreesWith(taken(answer))) {
      phase.changes().alignLater(new Alignment(session, phase, from, said, false));
    }
  }

  private Sdp taken(String said) {
    Sdp taken = Sdp.parse(said);
    return offer == null ? taken : taken.answering(Sdp.parse(offer));
  }

  private void finish() {
    over = true;
    Walk walk = awaiting != null ? awaiting : forwarding;
    awaiting = null;
    forwarding = null;
    if (walk != null) {
      walk.abandon();
    }
    phase.changes().done(this);
  }

  /** C2: what is in force after all, since the record that said otherwise stands. */
  private record Correction(Modification of) implements Signalling {
    @Override
    public ChargingEvent event() {
      Leg other = of.passed.towards();
      Instant now = of.session.facts().now();
      return of.session
          .facts()
          .event(of.request.getMethod(), of.arrived, now)
          .withMedia(
              SessionFacts.media(
                  other.descriptions().sent(),
                  other.descriptions().received(),
                  of.side,
                  of.arrived,
                  now));
    }
  }
}
