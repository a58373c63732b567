package io.tollgate.sip.participating;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.LegListener.Loss;
import java.time.Duration;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** From the answer to the end: changes go through, one at a time. */
final class Established implements Phase {
  private final OneToOneSession session;
  private @Nullable SipServletResponse unacknowledged;
  private @Nullable Modification modification;
  private @Nullable Timer limit;

  /**
   * @param unacknowledged the callee's 2xx with an offer, which the caller's ACK answers
   */
  Established(OneToOneSession session, @Nullable SipServletResponse unacknowledged) {
    this.session = session;
    this.unacknowledged = unacknowledged;
    Duration longest = session.equipment().policy().maxDuration();
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
    } else if (modification != null) {
      modification.onAck(from, sdp);
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

  @Override
  public void onModification(Leg from, SipServletRequest request) {
    Leg towards = session.other(from);
    if (towards == null || modification != null || towards.isModifying()) {
      // RFC 3261 14.1: the other side's change comes first, this one is to be tried again.
      from.answer(request.createResponse(SipServletResponse.SC_REQUEST_PENDING));
      return;
    }
    Modification started = new Modification(session, this, from, towards, request);
    modification = started;
    started.begin();
  }

  void modified(Modification done) {
    if (modification == done) {
      modification = null;
    }
  }

  @Override
  public void onResponse(Leg from, SipServletResponse response) {
    if (modification != null) {
      modification.onResponse(from, response);
    }
  }

  @Override
  public void onCancel(Leg from, SipServletRequest cancel) {
    if (modification != null) {
      modification.onCancel(from);
    }
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
    if (modification != null) {
      modification.overtaken();
      modification = null;
    }
    Ending ending = new Ending(session);
    session.enter(ending);
    return ending;
  }
}
