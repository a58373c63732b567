package io.tollgate.sip.controlling;

import io.tollgate.charging.Refusal;
import io.tollgate.conference.Release;
import io.tollgate.sip.body.BodyException;
import io.tollgate.sip.leg.Attempt;
import io.tollgate.sip.leg.Reason;
import io.tollgate.sip.leg.Sending;
import io.tollgate.sip.trust.Quoted;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/** Refusals of the focus. */
final class Answers {

  private Answers() {}

  static SipServletResponse refusal(SipServletRequest request, Release why) {
    int status = why.status() < 300 ? 480 : why.status();
    SipServletResponse response = request.createResponse(status);
    response.setHeader(Reason.HEADER, Reason.of(status, why.text()));
    Integer retryAfter = why.retryAfterSeconds();
    if (retryAfter != null) {
      response.setHeader("Retry-After", retryAfter.toString());
    }
    String elsewhere = why.redirectUri();
    if (elsewhere != null) {
      response.removeHeader("Contact");
      response.addHeader("Contact", "<" + elsewhere + ">");
    }
    return response;
  }

  /** RFC 3261 20.43: 399 is the miscellaneous warning, for people to read. */
  static SipServletResponse refusal(SipServletRequest request, BodyException why, String host) {
    SipServletResponse response = request.createResponse(why.status());
    response.setHeader("Warning", "399 " + host + " " + Quoted.quote(why.warning()));
    return response;
  }

  static void refuse(SipServletRequest request, Refusal why) {
    finish(request, refusal(request, Release.of(why)));
  }

  static void refuse(SipServletRequest request, int status) {
    finish(request, request.createResponse(status));
  }

  static void refuse(SipServletRequest request, BodyException why, String host) {
    finish(request, refusal(request, why, host));
  }

  /** A task that answers the request; with 500, if it throws. */
  static Runnable guarded(SipServletRequest request, Runnable task) {
    return () -> {
      if (!Attempt.at(task) && !request.isCommitted()) {
        refuse(request, SipServletResponse.SC_SERVER_INTERNAL_ERROR);
      }
    };
  }

  static void finish(SipServletRequest request, SipServletResponse response) {
    Sending.send(response);
    if (request.isInitial()) {
      request.getApplicationSession().setInvalidateWhenReady(true);
    }
  }
}
