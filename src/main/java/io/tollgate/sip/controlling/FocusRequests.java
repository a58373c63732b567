package io.tollgate.sip.controlling;

import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.Sending;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/** Requests in a participant's dialog that do not change the session. */
final class FocusRequests {

  static final String ALLOWED =
      "INVITE, ACK, CANCEL, BYE, UPDATE, OPTIONS, REFER, SUBSCRIBE, NOTIFY, INFO, PRACK";

  private final ParticipantLeg leg;

  FocusRequests(ParticipantLeg leg) {
    this.leg = leg;
  }

  void receive(SipServletRequest request) {
    switch (request.getMethod()) {
      case "REFER" ->
          new Referrals(leg.focus(), leg::onDialog, leg.user())
              .receive(request, leg.notifications());
      case "SUBSCRIBE" ->
          leg.focus().notifier().subscribe(request, leg.user(), leg::onDialog, leg.notifications());
      case "UPDATE", "PRACK", "OPTIONS", "INFO", "NOTIFY" -> ok(request);
      default -> {
        SipServletResponse response =
            request.createResponse(SipServletResponse.SC_METHOD_NOT_ALLOWED);
        response.setHeader("Allow", ALLOWED);
        Sending.send(response);
      }
    }
  }

  private void ok(SipServletRequest request) {
    SipServletResponse ok = request.createResponse(SipServletResponse.SC_OK);
    if (request.getMethod().equals("OPTIONS")) {
      ok.setHeader("Allow", ALLOWED);
      ok.setHeader("Accept", "application/sdp, application/resource-lists+xml, multipart/mixed");
    }
    if (request.getMethod().equals("PRACK") && Bodies.sdp(request) != null) {
      Sending.send(request.createResponse(SipServletResponse.SC_NOT_ACCEPTABLE_HERE));
      return;
    }
    Sending.send(ok);
  }
}
