package io.tollgate.reference;

import java.io.IOException;
import javax.servlet.ServletException;
import javax.servlet.sip.B2buaHelper;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;

/**
 * The least B2BUA that carries a call, after JSR 289's own example: what the container can do, for
 * benchmarks to hold Tollgate against. It goes where the Request-URI says.
 */
public final class BareB2buaServlet extends SipServlet {
  private static final long serialVersionUID = 1L;

  /** The helper's pending messages lack it now and then under load: the ACK would be lost. */
  private static final String ACCEPTED = "accepted";

  @Override
  protected void doInvite(SipServletRequest request) throws ServletException, IOException {
    if (request.isInitial()) {
      SipServletRequest outgoing = request.getB2buaHelper().createRequest(request, true, null);
      outgoing.setRequestURI(request.getRequestURI());
      copyContent(request, outgoing);
      outgoing.send();
    } else {
      relay(request);
    }
  }

  @Override
  protected void doBye(SipServletRequest request) throws ServletException, IOException {
    relay(request);
  }

  @Override
  protected void doCancel(SipServletRequest request) throws ServletException, IOException {
    B2buaHelper helper = request.getB2buaHelper();
    helper.createCancel(helper.getLinkedSession(request.getSession())).send();
  }

  @Override
  protected void doAck(SipServletRequest request) throws ServletException, IOException {
    SipSession peer = request.getB2buaHelper().getLinkedSession(request.getSession());
    if (peer.getAttribute(ACCEPTED) instanceof SipServletResponse accepted) {
      peer.removeAttribute(ACCEPTED);
      accepted.createAck().send();
    }
  }

  private static void relay(SipServletRequest request) throws IOException {
    B2buaHelper helper = request.getB2buaHelper();
    SipServletRequest outgoing =
        helper.createRequest(helper.getLinkedSession(request.getSession()), request, null);
    copyContent(request, outgoing);
    outgoing.send();
  }

  @Override
  protected void doResponse(SipServletResponse response) throws ServletException, IOException {
    if (response.getMethod().equals("CANCEL") || response.getStatus() == 487) {
      if (response.getStatus() != 487) {
        return;
      }
    }
    SipServletRequest incoming =
        response.getRequest().getB2buaHelper().getLinkedSipServletRequest(response.getRequest());
    if (incoming == null || incoming.isCommitted() && response.getStatus() < 200) {
      return;
    }
    if (response.getMethod().equals("INVITE") && response.getStatus() / 100 == 2) {
      response.getSession().setAttribute(ACCEPTED, response);
    }
    SipServletResponse answer = incoming.createResponse(response.getStatus());
    copyContent(response, answer);
    answer.send();
    if (response.getMethod().equals("BYE")) {
      response.getApplicationSession().setInvalidateWhenReady(true);
    }
  }

  private static void copyContent(SipServletMessage from, SipServletMessage to) throws IOException {
    if (from.getContentLength() > 0 && from.getContentType() != null) {
      to.setContent(from.getRawContent(), from.getContentType());
    }
  }
}
