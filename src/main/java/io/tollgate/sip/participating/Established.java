package io.tollgate.sip.participating;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.LegListener.Loss;
import java.time.Duration;
import java.util.function.Consumer;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** From the answer to the end: changes go through, one at a time. */
final class Established implements Phase {
  private final SessionParts session;
  private @Nullable SipServletResponse unacknowledged;
  private final Changes changes;
  private final Consumer<Phase> next;
  private @Nullable Timer limit;

  /**
   * @param unacknowledged the callee's 2xx with an offer, which the caller's ACK answers
   * @param next enters the phase that follows
   */
  Established(
      SessionParts session, @Nullable SipServletResponse unacknowledged, Consumer<Phase> next) {
    this.next = next;
    this.session = session;
    this.unacknowledged = unacknowledged;
    this.changes = new Changes(session, this);
    Duration longest = session.context().policy().maxDuration();
    limit =
        session.limit(
            longest,
            () ->
                end(
                    new Refusal(480, "session limit " + longest + " reached", null),
                    ServerEnd.REGULAR));
  }

  @Override
  public void onAck(Leg from, @Nullable String sdp) {
    SipServletResponse owed = unacknowledged;
    Leg callee = session.callee();
    if (from == session.caller() && owed != null && callee != null) {
      unacknowledged = null;
      acknowledge(callee, owed, Side.CALLER, sdp);
    } else {
      changes.onAck(from, sdp);
    }
  }

  /** Passes an answer on that came in an ACK; nothing but an end is left if it is unusable. */
  void acknowledge(Leg leg, SipServletResponse owed, Side from, @Nullable String sdp) {
    String answer;
    try {
      answer = sdp == null ? null : session.media().answer(from, sdp);
    } catch (MsrpSdpException e) {
      leg.ack(owed, null);
      end(new Refusal(488, String.valueOf(e.getMessage()), null), ServerEnd.REGULAR);
      return;
    }
    leg.ack(owed, answer);
  }

  Changes changes() {
    return changes;
  }

  @Override
  public void onModification(Leg from, SipServletRequest request) {
    changes.ask(from, request);
  }

  @Override
  public void onResponse(Leg from, SipServletResponse response) {
    changes.onResponse(from, response);
  }

  @Override
  public void onIdle(Leg leg) {
    changes.proceed();
  }

  @Override
  public void onCancel(Leg from, SipServletRequest cancel) {
    changes.onCancel(from);
  }

  @Override
  public void onBye(Leg from, SipServletRequest bye) {
    leave().byParty(from, bye);
  }

  @Override
  public void onLost(Leg from, Loss why) {
    switch (why) {
      case ACK_MISSING ->
          leave().byServer(new Refusal(408, "no ACK", null), Procedure.END, Ending.NO_ACK);
      case SESSION_EXPIRED ->
          leave()
              .byServer(
                  new Refusal(408, "session timer expired", null),
                  Procedure.RELEASE,
                  Ending.NORMAL);
      case REFRESH_FAILED ->
          leave()
              .byServer(
                  new Refusal(481, "the other party is gone", null), Procedure.END, Ending.NORMAL);
      case UNREACHABLE ->
          leave()
              .byServer(
                  new Refusal(480, "the other party cannot be reached", null),
                  Procedure.END,
                  Ending.NORMAL);
    }
  }

  @Override
  public void end(Refusal why, ServerEnd how) {
    if (how == ServerEnd.FAILURE) {
      leave().byServer(why, Procedure.NODE_FAILURE, Ending.INTERNAL_ERROR);
    } else {
      leave().byServer(why, Procedure.RELEASE, Ending.NORMAL);
    }
  }

  private Ending leave() {
    Timer running = limit;
    limit = null;
    if (running != null) {
      running.cancel();
    }
    SipServletResponse owed = unacknowledged;
    Leg callee = session.callee();
    if (owed != null && callee != null) {
      unacknowledged = null;
      callee.ack(owed, null);
    }
    changes.overtaken();
    Ending ending = new Ending(session);
    next.accept(ending);
    return ending;
  }
}
