package io.tollgate.sip.participating;

import io.tollgate.sip.ServiceFunction;
import io.tollgate.sip.ServiceMark;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.Sending;
import io.tollgate.sip.trust.ChargingVector;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/**
 * Serves one user: sessions and messages from and to this user pass through here and are charged.
 */
public final class ParticipatingFunction implements ServiceFunction {
  private final ParticipatingContext context;
  private final Terms terms;
  private final StandaloneRequest standalone;

  public ParticipatingFunction(ParticipatingContext context) {
    this.context = context;
    this.terms = new Terms(context);
    this.standalone = new StandaloneRequest(context, terms);
  }

  @Override
  public void accept(SipServletRequest request, ServiceMark mark) {
    switch (request.getMethod()) {
      case "INVITE" -> {
        if (Bodies.sdp(request) == null && RelayedRequests.refusesBody(request)) {
          return;
        }
        // RFC 3261 17.2.1: charging may take longer than the 200 ms that the stack waits.
        Sending.send(request.createResponse(SipServletResponse.SC_TRYING));
        ChargingVector vector = terms.vector(request);
        OneToOneSession.start(context, request, vector, terms.of(request, mark, vector));
      }
      case "MESSAGE" -> {
        ChargingVector vector = terms.vector(request);
        new PageMessage(context, request, vector, terms.of(request, mark, vector)).begin();
      }
      default -> standalone.pass(request);
    }
  }
}
