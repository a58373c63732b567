package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.sip.leg.Leg.State;
import io.tollgate.sip.leg.LegListener.Loss;
import java.time.Duration;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What the peer asks on a leg (INVITE, re-INVITE, UPDATE with a session description), one at a
 * time, our answer to it, and the ACK of that.
 */
final class TheirRequests {
  /** T1 (RFC 3261 17.1.1.1): messages of one sender are not that much apart. */
  private static final Duration OVERTAKING = Duration.ofMillis(500);

  /** An answer is sent before what overtakes it, so that it comes at once or not for that. */
  private static final Duration CROSSING = Duration.ofMillis(150);

  private final Leg leg;
  private final LegSupport support;
  private final Owner owner;
  private final LegListener listener;
  private final SessionTimer sessionTimer;
  private final SessionDescriptions descriptions;
  private final AwaitedAck ack;
  private @Nullable SipServletRequest unanswered;
  private @Nullable SipServletRequest held;
  private boolean refresh;

  TheirRequests(
      Leg leg,
      LegSupport support,
      Owner owner,
      LegListener listener,
      SessionTimer sessionTimer,
      SessionDescriptions descriptions) {
    this.leg = leg;
    this.support = support;
    this.owner = owner;
    this.listener = listener;
    this.sessionTimer = sessionTimer;
    this.descriptions = descriptions;
    this.ack = new AwaitedAck(support, owner, () -> leg.lost(Loss.ACK_MISSING));
  }

  boolean isUnanswered() {
    return unanswered != null || held != null;
  }

  /** The one that nobody has answered yet. */
  @Nullable SipServletRequest invite() {
    return unanswered;
  }

  boolean isAwaitingAck() {
    return ack.isAwaited();
  }

  /** Without a word to the listener, who knows of the first INVITE. */
  void take(SipServletRequest request) {
    unanswered = request;
    sessionTimer.peerIs(request);
    descriptions.offered(Bodies.sdp(request));
  }

  void receive(SipServletRequest request) {
    if (leg.state() == State.ENDING || leg.state() == State.ENDED) {
      refuse(request, SipServletResponse.SC_CALL_LEG_DONE);
    } else if (isUnanswered()) {
      SipServletResponse busy = request.createResponse(SipServletResponse.SC_SERVER_INTERNAL_ERROR);
      busy.setHeader("Retry-After", Integer.toString(support.random().applyAsInt(11)));
      Sending.send(busy);
    } else if (ack.isAwaited() || leg.ours().isOut()) {
      hold(request);
    } else if (support.sessionTimer().rejects(request)) {
      Sending.send(support.sessionTimer().tooSmall(request));
    } else {
      if (isRefresh(request)) {
        refreshed(request);
      } else {
        take(request);
        listener.onModification(leg, request);
      }
    }
  }

  private boolean isRefresh(SipServletRequest request) {
    return !support.tellsRefreshes()
        && sessionTimer.isRefresh(request)
        && descriptions.repeats(Bodies.sdp(request));
  }

  /**
   * RFC 5407 3.1.5: it has overtaken the ACK of our 2xx, or the answer to what we asked. That is
   * under way, and container and listener alike do better to see it first. What crosses a request
   * of ours looks the same until the answer to that tells (RFC 3261 14.2).
   */
  private void hold(SipServletRequest request) {
    held = request;
    support
        .timers()
        .schedule(ack.isAwaited() ? OVERTAKING : CROSSING, owner, () -> waitedFor(request));
  }

  /** No ACK came: whoever asks again has had our 2xx all the same. */
  private void waitedFor(SipServletRequest request) {
    if (held != request) {
      return;
    }
    if (leg.ours().isOut() || descriptions.awaitAnswer()) {
      held = null;
      refuse(request, SipServletResponse.SC_REQUEST_PENDING);
    } else {
      acknowledge(null);
    }
  }

  /** RFC 4028 7.4: nothing changes, so the other side need not hear of it. */
  void refreshed(SipServletRequest request) {
    if (support.sessionTimer().rejects(request)) {
      Sending.send(support.sessionTimer().tooSmall(request));
      return;
    }
    SipServletResponse ok = request.createResponse(SipServletResponse.SC_OK);
    if (request.getMethod().equals("UPDATE") && Bodies.sdp(request) == null) {
      // It touches no offer that may be under way.
      sessionTimer.answering(request, ok);
      Sending.send(ok);
      leg.entry().refreshed(request);
      return;
    }
    unanswered = request;
    refresh = true;
    String inForce = descriptions.sent();
    // An answer to the offer, or our offer where there is none (RFC 3261 14.2).
    if (inForce != null) {
      Bodies.setSdp(ok, inForce);
    }
    answer(ok);
  }

  void answer(SipServletResponse response) {
    SipServletRequest asked = unanswered;
    if (asked == null || response.isCommitted()) {
      return;
    }
    boolean accepted = response.getStatus() < 300;
    boolean quietly = refresh;
    if (accepted) {
      sessionTimer.answering(asked, response);
      descriptions.version(response);
      descriptions.accepting(Bodies.sdp(response));
    } else {
      descriptions.rejected();
    }
    unanswered = null;
    refresh = false;
    boolean sent = Sending.send(response);
    if (accepted && !sent) {
      leg.unreachable();
    }
    if (accepted) {
      leg.entry().refreshed(asked);
    }
    if (accepted && asked.getMethod().equals("INVITE")) {
      leg.confirmed();
      ack.of(asked, quietly);
    } else if (!accepted && leg.state() == State.EARLY) {
      leg.farewell().awaitAckOfRefusal();
    }
  }

  void acknowledged(SipServletRequest request) {
    if (!leg.wasEstablished()) {
      leg.over();
    } else if (ack.is(request)) {
      acknowledge(Bodies.sdp(request));
    }
  }

  private void acknowledge(@Nullable String sdp) {
    boolean told = ack.came();
    descriptions.acknowledged(sdp);
    if (told) {
      listener.onAck(leg, sdp);
    }
    SipServletRequest next = held;
    held = null;
    if (next != null) {
      receive(next);
    }
  }

  /**
   * What we asked has its final answer.
   *
   * @param glare the peer says that its request crossed ours
   */
  void oursAnswered(boolean glare) {
    SipServletRequest next = held;
    if (next == null || ack.isAwaited()) {
      return;
    }
    held = null;
    if (glare) {
      refuse(next, SipServletResponse.SC_REQUEST_PENDING);
    } else {
      receive(next);
    }
  }

  void cancelled(SipServletRequest cancel) {
    if (held != null) {
      // The container has answered 487, and nobody else has heard of it.
      held = null;
      return;
    }
    unanswered = null;
    descriptions.rejected();
    boolean early = leg.state() == State.EARLY;
    listener.onCancel(leg, cancel);
    if (early) {
      leg.farewell().awaitAckOfRefusal();
    }
  }

  /** RFC 3261 15.1.2: a request that the end overtook still gets its answer. */
  void overtaken() {
    SipServletRequest late = unanswered;
    unanswered = null;
    if (late != null) {
      refuse(late, SipServletResponse.SC_REQUEST_TERMINATED);
    }
    SipServletRequest waiting = held;
    held = null;
    if (waiting != null) {
      refuse(waiting, SipServletResponse.SC_REQUEST_TERMINATED);
    }
  }

  /** A request that nobody could deal with still gets its answer. */
  void failed(SipServletRequest request) {
    String method = request.getMethod();
    if (request != unanswered
        && !method.equals("ACK")
        && !method.equals("CANCEL")
        && !request.isCommitted()) {
      refuse(request, SipServletResponse.SC_SERVER_INTERNAL_ERROR);
    }
  }

  void giveUp(Refusal why) {
    SipServletRequest asked = unanswered;
    if (asked != null && !asked.isCommitted()) {
      SipServletResponse refusal = asked.createResponse(why.status());
      refusal.setHeader(Reason.HEADER, Reason.of(why));
      answer(refusal);
    }
  }

  void stop() {
    ack.stop();
  }

  private static void refuse(SipServletRequest request, int status) {
    Sending.send(request.createResponse(status));
  }
}
