package io.tollgate.sip.controlling;

import io.tollgate.conference.Invitation;
import io.tollgate.conference.Leg;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.trust.ChargingVector;
import io.tollgate.sip.trust.Door;
import java.util.List;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletRequest;

/**
 * Makes the focus' INVITEs: From and Contact are the conference, the initiator stands in
 * P-Asserted-Identity and Referred-By, service marks are those of his INVITE, the ICID is the same
 * on all legs (RFC 7315 4.6).
 */
final class FocusInvites {

  /** Of the INVITE that opened the conference, what belongs to that hop alone. */
  private static final List<String> NOT_OURS =
      List.of(
          "Require",
          "Proxy-Require",
          "Content-Disposition",
          "MIME-Version",
          "Authorization",
          "Proxy-Authorization",
          "Referred-By",
          "Reason",
          "History-Info",
          "Expires",
          "Refer-To",
          "Join",
          "Replaces");

  private final FocusEquipment equipment;
  private final FocusConference focus;
  private final SipServletRequest first;
  private final ChargingVector vector;

  FocusInvites(
      FocusEquipment equipment,
      FocusConference focus,
      SipServletRequest first,
      ChargingVector vector) {
    this.equipment = equipment;
    this.focus = focus;
    this.first = first;
    this.vector = vector;
  }

  Leg dial(Invitation invitation) {
    try {
      ParticipantLeg leg =
          ParticipantLeg.outgoing(focus, request(invitation), invitation.address());
      leg.dial();
      return leg;
    } catch (ServletParseException e) {
      return UnreachableLeg.dialled(focus, invitation);
    }
  }

  private SipServletRequest request(Invitation invitation) throws ServletParseException {
    SipServletRequest invite =
        equipment
            .factory()
            .createRequest(focus.session(), "INVITE", focus.identity().uri(), invitation.uri());
    String nextHop = equipment.routing().start(invite);
    HeaderTransparency headers = equipment.legs().headers();
    headers.headers(first, invite, nextHop);
    HeaderTransparency.features(first, invite);
    NOT_OURS.forEach(invite::removeHeader);
    Door.OF_THIS_HOP.forEach(invite::removeHeader);
    focus.identity().mark(invite);
    invite.setHeader("Referred-By", "<" + invitation.invitedBy().uri() + ">");
    if (headers.door().shows(nextHop)) {
      invite.setHeader(ChargingVector.HEADER, vector.header());
    }
    return invite;
  }

  static void offer(SipServletRequest request, String sdp) {
    Bodies.setSdp(request, sdp);
  }
}
