package io.tollgate.sip.participating;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.NoRouteException;
import io.tollgate.sip.leg.SessionExpires;
import io.tollgate.sip.trust.ChargingVector;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** The callee's half of a set-up: the INVITE, once more where it must be, and how long it rings. */
final class Calling {
  private final SessionParts session;
  private final SipServletRequest invite;
  private final ChargingVector vector;
  private final @Nullable String offer;
  private @Nullable Timer limit;

  Calling(
      SessionParts session,
      SipServletRequest invite,
      ChargingVector vector,
      @Nullable String offer) {
    this.session = session;
    this.invite = invite;
    this.vector = vector;
    this.offer = offer;
  }

  /** Invites the callee; returns why that cannot be done. */
  @Nullable Refusal call() {
    return call(0);
  }

  private @Nullable Refusal call(int minimumInterval) {
    try {
      session.media().towards(Side.CALLEE, session.context().outbound().nextHop(invite));
      String caller = invite.getRemoteAddr();
      if (caller != null) {
        session.media().towards(Side.CALLER, caller);
      }
      String anchored = offer == null ? null : session.media().offer(Side.CALLER, offer);
      SipServletRequest outgoing = session.inviteCallee(invite, vector, minimumInterval);
      if (anchored != null) {
        Bodies.replaceSdp(outgoing, anchored);
      }
      session.context().recent().sent(outgoing, invite);
      Leg callee = session.callee();
      return callee != null && callee.send(outgoing)
          ? null
          : new Refusal(480, "the next hop cannot be reached", null);
    } catch (MsrpSdpException e) {
      return new Refusal(488, String.valueOf(e.getMessage()), null);
    } catch (ServletParseException e) {
      return NoRouteException.refusal(e);
    }
  }

  /** RFC 4028 7.3: once more with the interval that the callee wants. */
  @Nullable Refusal again(SipServletResponse tooSmall) {
    Integer minimum = SessionExpires.seconds(tooSmall.getHeader(SessionExpires.MIN_SE));
    return minimum == null ? new Refusal(500, "422 without Min-SE", null) : call(minimum);
  }

  /**
   * @param sdp of the callee, an answer or an own offer
   * @throws MsrpSdpException when the message media cannot be led through here
   */
  String towardsCaller(String sdp) {
    return offer == null
        ? session.media().offer(Side.CALLEE, sdp)
        : session.media().answer(Side.CALLEE, sdp);
  }

  void limitRinging(Runnable unanswered) {
    limit =
        session.limit(
            session.context().policy().noAnswer(),
            () -> {
              if (limit != null) {
                unanswered.run();
              }
            });
  }

  void stopLimit() {
    Timer waiting = limit;
    limit = null;
    if (waiting != null) {
      waiting.cancel();
    }
  }
}
