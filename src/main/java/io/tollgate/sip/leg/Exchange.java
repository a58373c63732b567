package io.tollgate.sip.leg;

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

  /** The exchange that the response belongs to. */
  static @Nullable Exchange of(SipServletResponse response) {
    SipServletRequest request = response.getRequest();
    return request != null && request.getAttribute(ATTRIBUTE) instanceof Exchange exchange
        ? exchange
        : null;
  }
}
