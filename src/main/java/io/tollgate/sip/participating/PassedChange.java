package io.tollgate.sip.participating;

import io.tollgate.charging.Refusal;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.Leg;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** The other party's half of a change: what it is asked, again after a glare, and what it says. */
final class PassedChange {
  private final SessionParts session;
  private final Modification change;
  private final Leg towards;
  private final SipServletRequest request;
  private final Side side;
  private @Nullable String offer;
  private @Nullable SipServletRequest sent;
  private @Nullable SipServletResponse accepted;
  private @Nullable String former;
  private final Retries retries;

  PassedChange(
      SessionParts session,
      Modification change,
      Leg towards,
      SipServletRequest request,
      Side side) {
    this.session = session;
    this.change = change;
    this.towards = towards;
    this.request = request;
    this.side = side;
    this.retries = new Retries(session, towards);
  }

  Leg towards() {
    return towards;
  }

  @Nullable SipServletResponse accepted() {
    return accepted;
  }

  /**
   * @param offered null asks the other party for an offer of its own
   */
  boolean pass(@Nullable String offered) {
    offer = offered;
    String anchored;
    try {
      anchored = offered == null ? null : session.media().offer(side, offered);
    } catch (MsrpSdpException e) {
      change.rejected(new Refusal(488, String.valueOf(e.getMessage()), null));
      return false;
    }
    SipServletRequest copy = towards.request(request.getMethod());
    session.context().legs().headers().headers(request, copy, towards.peer());
    HeaderTransparency.features(request, copy);
    if (anchored != null) {
      Bodies.copy(request, copy);
      Bodies.replaceSdp(copy, anchored);
    }
    sent = copy;
    Leg from = session.other(towards);
    former = from == null ? null : from.descriptions().received();
    if (towards.send(copy)) {
      return true;
    }
    change.rejected(new Refusal(500, "the change cannot be passed on", null));
    return false;
  }

  void onResponse(SipServletResponse response) {
    if (response.getStatus() < 200 || sent == null) {
      return;
    }
    if (response.getStatus() < 300) {
      accept(response);
    } else {
      change.refused(response);
    }
  }

  private void accept(SipServletResponse response) {
    if (offer != null && response.getMethod().equals("INVITE")) {
      towards.ack(response, null);
    }
    String sdp = Bodies.sdp(response);
    String answer;
    try {
      answer = sdp == null ? null : towardsOriginator(sdp);
    } catch (MsrpSdpException e) {
      if (offer == null) {
        towards.ack(response, null);
      }
      change.unusable(new Refusal(488, String.valueOf(e.getMessage()), null));
      return;
    }
    accepted = response;
    session.facts().accepted(response);
    change.accepted(answer);
  }

  private String towardsOriginator(String sdp) {
    return offer == null
        ? session.media().offer(side.other(), sdp)
        : session.media().answer(side.other(), sdp);
  }

  boolean isDormant() {
    return retries.isWaiting();
  }

  /** False when it was tried often enough. */
  boolean retryLater() {
    return retries.later(this::retry);
  }

  private void retry() {
    if (!change.isOver()) {
      pass(offer);
    }
  }

  /** The one who asked gave it up; true if there is an answer to be waited for. */
  boolean cancel() {
    SipServletRequest out = sent;
    if (out == null || accepted != null || retries.isWaiting()) {
      return false;
    }
    towards.cancel();
    return true;
  }

  /** What the other party was told before. */
  @Nullable String former() {
    return former;
  }

  /** The session ends under it: a 2xx that still waits for its ACK gets one. */
  void overtaken() {
    SipServletResponse owed = accepted;
    if (owed != null && offer == null) {
      towards.ack(owed, null);
    }
  }
}
