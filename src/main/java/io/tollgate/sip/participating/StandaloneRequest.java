package io.tollgate.sip.participating;

import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.DialogPeer;
import io.tollgate.sip.leg.Exchange;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.Sending;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * OPTIONS, SUBSCRIBE, REFER, PUBLISH and INFO outside of a session: passed on with their answers,
 * and so is what follows in the dialog that they may create. Not charged (N9, N10).
 */
final class StandaloneRequest {
  private static final Logger LOG = LogManager.getLogger(StandaloneRequest.class);
  private final Equipment equipment;
  private final Terms terms;
  private final RelayedRequests relayed;

  StandaloneRequest(Equipment equipment, Terms terms) {
    this.equipment = equipment;
    this.terms = terms;
    this.relayed = new RelayedRequests(equipment.legs().headers());
  }

  void pass(SipServletRequest request) {
    if (RelayedRequests.refusesBody(request)) {
      request.getApplicationSession().setInvalidateWhenReady(true);
      return;
    }
    try {
      SipServletRequest outgoing = equipment.outbound().continuing(request, terms.vector(request));
      link(request, outgoing);
      equipment.recent().sent(outgoing);
      if (!Exchange.start(outgoing, response -> passBack(request, response))) {
        Sending.send(request.createResponse(SipServletResponse.SC_TEMPORARILY_UNAVAILABLE));
      }
    } catch (ServletParseException e) {
      LOG.info("{} of Call-ID {}: {}", request.getMethod(), request.getCallId(), e.getMessage());
      Sending.send(request.createResponse(SipServletResponse.SC_BAD_REQUEST));
    }
  }

  private void link(SipServletRequest request, SipServletRequest outgoing) {
    DialogPeer forth = later -> relayed.forward(later, outgoing.getSession());
    DialogPeer back = later -> relayed.forward(later, request.getSession());
    request.getSession().setAttribute(DialogPeer.ATTRIBUTE, forth);
    outgoing.getSession().setAttribute(DialogPeer.ATTRIBUTE, back);
  }

  private void passBack(SipServletRequest request, SipServletResponse response) {
    if (response.getStatus() == SipServletResponse.SC_TRYING || request.isCommitted()) {
      return;
    }
    HeaderTransparency headers = equipment.legs().headers();
    SipServletResponse copy = Responses.relayed(request, response, headers);
    Bodies.copy(response, copy);
    Sending.send(copy);
  }
}
