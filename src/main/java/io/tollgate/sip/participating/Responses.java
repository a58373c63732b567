package io.tollgate.sip.participating;

import io.tollgate.charging.Refusal;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.Reason;
import java.util.ListIterator;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/** Answers to the one who asked, made from the answer that came or from a refusal of our own. */
final class Responses {

  private Responses() {}

  /** The same answer on the other leg, without its session description. */
  static SipServletResponse relayed(
      SipServletRequest asked, SipServletResponse came, HeaderTransparency headers) {
    SipServletResponse response = asked.createResponse(came.getStatus(), came.getReasonPhrase());
    headers.headers(came, response, towards(asked));
    if (came.getStatus() >= 300 && came.getStatus() < 400) {
      contacts(came, response);
    } else {
      HeaderTransparency.features(came, response);
    }
    return response;
  }

  /** In a redirection, Contact is what it is about (RFC 3261 21.3). */
  private static void contacts(SipServletResponse from, SipServletResponse to) {
    to.removeHeader("Contact");
    for (ListIterator<String> values = from.getHeaders("Contact"); values.hasNext(); ) {
      to.addHeader("Contact", values.next());
    }
  }

  static SipServletResponse refusal(SipServletRequest asked, Refusal refusal) {
    SipServletResponse response = asked.createResponse(refusal.status());
    response.setHeader(Reason.HEADER, Reason.of(refusal));
    Integer retryAfter = refusal.retryAfterSeconds();
    if (retryAfter != null) {
      response.setHeader("Retry-After", retryAfter.toString());
    }
    String redirectUri = refusal.redirectUri();
    if (redirectUri != null) {
      response.removeHeader("Contact");
      response.addHeader("Contact", "<" + redirectUri + ">");
    }
    return response;
  }

  /** The host that the answer to this request goes to. */
  static String towards(SipServletRequest request) {
    String host = request.getInitialRemoteAddr();
    return host == null ? "" : host;
  }
}
