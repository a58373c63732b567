package io.tollgate.sip.participating;

import io.tollgate.charging.Refusal;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.sip.body.Sdp;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.Leg;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Offers a party what the other one has said, where it was told otherwise: it was answered before
 * the other was asked, or gave up a change that the other had accepted already. Charged with the
 * change that it belongs to.
 */
final class Alignment implements Change {
  private final SessionParts session;
  private final Established phase;
  private final Leg towards;
  private final Side side;
  private final String said;
  private final boolean last;
  private final Retries retries;
  private String offered = "";

  /**
   * @param towards who is offered it
   * @param said by the other party
   * @param last whatever comes of it, nobody is told
   */
  Alignment(SessionParts session, Established phase, Leg towards, String said, boolean last) {
    this.session = session;
    this.phase = phase;
    this.towards = towards;
    this.side = session.side(towards);
    this.said = said;
    this.last = last;
    this.retries = new Retries(session, towards);
  }

  @Override
  public Leg towards() {
    return towards;
  }

  @Override
  public boolean isDormant() {
    return retries.isWaiting();
  }

  @Override
  public void begin() {
    try {
      offered = session.media().offer(side.other(), said);
      SipServletRequest request = towards.request("INVITE");
      Bodies.setSdp(request, offered);
      if (!towards.send(request)) {
        phase.changes().done(this);
      }
    } catch (MsrpSdpException e) {
      unusable(e);
    }
  }

  private void unusable(MsrpSdpException e) {
    phase.changes().done(this);
    phase.end(new Refusal(488, String.valueOf(e.getMessage()), null), Phase.ServerEnd.REGULAR);
  }

  @Override
  public void onResponse(Leg on, SipServletResponse response) {
    int status = response.getStatus();
    if (on != towards || status < 200) {
      return;
    }
    if (status < 300) {
      accepted(response);
    } else if (status != SipServletResponse.SC_REQUEST_PENDING || !retries.later(this::again)) {
      phase.changes().done(this);
      if (status == SipServletResponse.SC_REQUEST_TIMEOUT
          || status == SipServletResponse.SC_CALL_LEG_DONE) {
        phase.end(new Refusal(481, "the other party is gone", null), Phase.ServerEnd.REGULAR);
      } else {
        String inForce = towards.descriptions().received();
        String told = towards.descriptions().sent();
        if (inForce != null && told != null) {
          tellOther(Sdp.parse(inForce).without(Sdp.parse(told).declined()).toString());
        }
      }
    }
  }

  private void again() {
    if (phase.changes().isUnderWay(this)) {
      begin();
    }
  }

  private void accepted(SipServletResponse response) {
    towards.ack(response, null);
    String sdp = Bodies.sdp(response);
    if (sdp != null) {
      try {
        String answer = session.media().answer(side, sdp);
        Leg other = session.other(towards);
        String told = other == null ? null : other.descriptions().sent();
        if (told != null
            && !Sdp.parse(told).agreesWith(Sdp.parse(answer).answering(Sdp.parse(offered)))) {
          tellOther(sdp);
        }
      } catch (MsrpSdpException e) {
        unusable(e);
        return;
      }
    }
    phase.changes().done(this);
  }

  private void tellOther(String sdp) {
    Leg other = session.other(towards);
    if (!last && other != null) {
      phase.changes().alignLater(new Alignment(session, phase, other, sdp, true));
    }
  }

  @Override
  public void onAck(Leg on, @Nullable String sdp) {
    // Of an earlier change.
  }

  @Override
  public void onCancel(Leg on) {
    // Nobody's request, so nobody can give it up.
  }

  @Override
  public void overtaken() {
    // Its answer, if one comes, comes to a session that is over.
  }
}
