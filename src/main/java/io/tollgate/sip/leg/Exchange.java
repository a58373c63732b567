package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** One request outside of a leg's care and what comes back for it. */
@FunctionalInterface
public interface Exchange {
  String ATTRIBUTE = "io.tollgate.sip.leg.Exchange";

  /** A provisional or the final response; a request that gets none ends in the container's 408. */
  void onResponse(SipServletResponse response);

  /** Sends the request; false if that is not possible, and nothing will come back. */
  static boolean start(SipServletRequest request, Exchange exchange) {
    request.setAttribute(ATTRIBUTE, exchange);
    boolean sent = Sending.send(request);
    if (!sent && request.isInitial() && request.getSession().isValid()) {
      // It was to begin a session, which the container would keep for an answer.
      request.getSession().invalidate();
    }
    Leg leg = sent ? null : Leg.of(request);
    if (leg != null) {
      leg.unreachable();
    }
    return sent;
  }

  /**
   * The same with an end of its own: a container drops an answer that it cannot read, counts the
   * request as answered, and tells nobody.
   *
   * @param silence run on the owner if there is no final answer that can be used, in place of any
   */
  static boolean start(
      SipServletRequest request, Timers timers, Owner owner, Exchange exchange, Runnable silence) {
    AnswerLimit limit = new AnswerLimit(exchange, silence);
    boolean sent = start(request, limit);
    if (sent) {
      limit.runs(timers, owner, request);
    }
    return sent;
  }

  /** The exchange that the response belongs to. */
  static @Nullable Exchange of(SipServletResponse response) {
    SipServletRequest request = response.getRequest();
    return request != null && request.getAttribute(ATTRIBUTE) instanceof Exchange exchange
        ? exchange
        : null;
  }
}
