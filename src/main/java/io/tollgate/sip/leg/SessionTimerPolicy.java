package io.tollgate.sip.leg;

import io.tollgate.sip.leg.SessionExpires.Refresher;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Session timers as the operator wants them (RFC 4028).
 *
 * @param expires interval that is asked for, in seconds; 0 leaves session timers alone
 * @param minimum least interval that is accepted; RFC 4028 5: at least 90
 */
public record SessionTimerPolicy(int expires, int minimum) {

  /** What one side of a leg is told, and what is expected of it. */
  public record Agreement(int seconds, boolean weRefresh, @Nullable SessionExpires announced) {}

  public boolean enabled() {
    return expires > 0;
  }

  /** 422 is due (RFC 4028 9): the request asks for less than is accepted here. */
  public boolean rejects(@Nullable SessionExpires asked) {
    return enabled() && asked != null && asked.seconds() < minimum;
  }

  public boolean rejects(SipServletRequest request) {
    return rejects(SessionExpires.parse(request.getHeader(SessionExpires.HEADER)));
  }

  public SipServletResponse tooSmall(SipServletRequest request) {
    SipServletResponse response = request.createResponse(422, "Session Interval Too Small");
    response.setHeader(SessionExpires.MIN_SE, Integer.toString(minimum));
    return response;
  }

  /**
   * The answer to a request (RFC 4028 9, table 2): a peer without session timers is refreshed by
   * us, as otherwise nobody would notice that it is gone.
   *
   * @param peerMinimum its Min-SE, below which the interval may not go
   */
  public Agreement answer(
      @Nullable SessionExpires asked, @Nullable Integer peerMinimum, boolean peerSupports) {
    int floor = Math.max(minimum, peerMinimum == null ? 0 : peerMinimum);
    int wanted = asked == null ? expires : Math.min(asked.seconds(), expires);
    int seconds = Math.max(wanted, floor);
    if (!peerSupports) {
      return new Agreement(seconds, true, null);
    }
    Refresher refresher =
        asked == null || asked.refresher() == null ? Refresher.UAC : asked.refresher();
    return new Agreement(
        seconds, refresher == Refresher.UAS, new SessionExpires(seconds, refresher));
  }

  /** What the 2xx to our request settled (RFC 4028 7.2). */
  public Agreement settled(@Nullable SessionExpires answered) {
    if (answered == null) {
      return new Agreement(expires, true, null);
    }
    return new Agreement(answered.seconds(), answered.refresher() != Refresher.UAS, answered);
  }
}
