package io.tollgate.sip.leg;

import io.tollgate.sip.trust.ChargingVector;
import io.tollgate.sip.trust.Door;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletRequest;

/** Makes the outgoing half of a request that came in: a dialog of our own, the same words in it. */
public final class Outbound {
  private static final String TAG = "tag";

  private final SipFactory factory;
  private final Routing routing;
  private final HeaderTransparency headers;

  public Outbound(SipFactory factory, Routing routing, HeaderTransparency headers) {
    this.factory = factory;
    this.routing = routing;
    this.headers = headers;
  }

  /**
   * In the same application session, with a Call-ID of its own.
   *
   * @param vector shown to next hops in the trust domain
   */
  public SipServletRequest continuing(SipServletRequest cause, ChargingVector vector)
      throws ServletParseException {
    SipServletRequest request =
        factory.createRequest(
            cause.getApplicationSession(),
            cause.getMethod(),
            untagged(cause.getFrom()),
            untagged(cause.getTo()));
    request.setRequestURI(cause.getRequestURI());
    String nextHop = routing.route(cause, request);
    headers.copy(cause, request, nextHop);
    if (headers.door().shows(nextHop)) {
      request.setHeader(ChargingVector.HEADER, vector.header());
    }
    request.setAttribute(ChargingVector.HEADER, vector.header());
    request.setMaxForwards(cause.getMaxForwards() - 1);
    return request;
  }

  public Door door() {
    return headers.door();
  }

  /** The host that a request goes on to; empty where a URI names none. */
  public String nextHop(SipServletRequest cause) throws ServletParseException {
    return routing.after(cause).host();
  }

  /** Whether it is the operator who chose where this request goes on to. */
  public boolean followsOperator(SipServletRequest cause) {
    try {
      return routing.after(cause).operators();
    } catch (ServletParseException e) {
      return false;
    }
  }

  /** A request of our own. */
  public SipServletRequest fresh(
      SipApplicationSession session, String method, String from, String to, ChargingVector vector)
      throws ServletParseException {
    SipServletRequest request = factory.createRequest(session, method, address(from), address(to));
    request.setRequestURI(factory.createURI(to));
    if (headers.door().shows(routing.start(request))) {
      request.setHeader(ChargingVector.HEADER, vector.header());
    }
    request.setAttribute(ChargingVector.HEADER, vector.header());
    return request;
  }

  /** Without brackets the parameters of a URI would be the header's (RFC 3261 20). */
  public static String address(String uri) {
    return uri.indexOf('<') < 0 ? "<" + uri + ">" : uri;
  }

  private static Address untagged(Address address) {
    Address copy = (Address) address.clone();
    copy.removeParameter(TAG);
    return copy;
  }
}
