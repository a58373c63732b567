package io.tollgate.sip.controlling;

import io.tollgate.charging.record.Media;
import io.tollgate.conference.ModificationRequest;
import io.tollgate.conference.Release;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.msrp.sdp.MessageSdp;
import io.tollgate.sip.body.Sdp;
import io.tollgate.sip.leg.Bodies;
import java.time.Instant;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** A participant's re-INVITE, or UPDATE with a session description. */
final class ChangeRequest implements ModificationRequest {

  private final ParticipantLeg leg;
  private final SipServletRequest request;
  private final Instant receivedAt;
  private final @Nullable String former;
  private @Nullable String sdp;

  /** Ours, to a request without one, until it is answered. */
  private @Nullable String offer;

  private boolean answered;

  ChangeRequest(ParticipantLeg leg, SipServletRequest request) {
    this.leg = leg;
    this.request = request;
    this.receivedAt = leg.focus().context().legs().clock().instant();
    this.former = leg.dialog().descriptions().received();
    this.sdp = Bodies.sdp(request);
  }

  @Nullable String sdp() {
    return sdp;
  }

  /** C14: same version, same media. */
  boolean isRefresh() {
    return !leg.focus().context().legs().tellsRefreshes()
        && leg.dialog().descriptions().repeats(sdp);
  }

  /** To the conference, if it can be understood at all. */
  void submit() {
    String theirs = sdp;
    try {
      if (theirs != null && MessageSdp.read(theirs) == null) {
        throw new MsrpSdpException("no message media is left");
      }
    } catch (MsrpSdpException e) {
      refuse(Release.refusing(488, String.valueOf(e.getMessage())));
      return;
    }
    leg.tell(conference -> conference.modificationRequested(leg, this));
  }

  /**
   * No offer came: ours goes out in the 200, and the ACK says what it is to be. It is a request to
   * change the session all the same, and charged before it is answered (F2, F6, F10).
   */
  void submitOffering() {
    offer = leg.messages().offer();
    leg.tell(conference -> conference.modificationRequested(leg, this));
  }

  private void offer(String ours) {
    answered = true;
    SipServletResponse ok = request.createResponse(SipServletResponse.SC_OK);
    leg.focus().identity().mark(ok);
    Bodies.setSdp(ok, ours);
    leg.awaitsDescription(this);
    leg.dialog().answer(ok);
  }

  /** The answer to that offer. */
  void completed(@Nullable String answer) {
    offer = null;
    if (answer == null) {
      return;
    }
    sdp = answer;
    try {
      leg.messages().remoteAnswer(answer);
    } catch (MsrpSdpException e) {
      return;
    }
    boolean same = former != null && Sdp.parse(answer).repeats(Sdp.parse(former));
    if (!same || leg.focus().context().legs().tellsRefreshes()) {
      leg.tell(conference -> conference.modificationRequested(leg, this));
    }
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public Instant receivedAt() {
    return receivedAt;
  }

  @Override
  public Media media() {
    String known = sdp == null ? offer : sdp;
    return known == null ? Media.NONE : SessionMedia.offered(known);
  }

  @Override
  public boolean concernsOthers() {
    return sdp != null;
  }

  @Override
  public boolean isCharged() {
    return answered;
  }

  @Override
  public boolean holds() {
    String theirs = sdp;
    return theirs != null && SessionMedia.holds(theirs);
  }

  @Override
  public void answer() {
    leg.onDialog(
        () -> {
          String ours = offer;
          String theirs = sdp;
          if (answered) {
            return;
          }
          if (theirs == null) {
            if (ours != null) {
              offer(ours);
            }
            return;
          }
          answered = true;
          try {
            leg.messages().remoteOffer(theirs);
          } catch (MsrpSdpException e) {
            leg.dialog()
                .answer(
                    Answers.refusal(
                        request, Release.refusing(488, String.valueOf(e.getMessage()))));
            return;
          }
          SipServletResponse ok = request.createResponse(SipServletResponse.SC_OK);
          leg.focus().identity().mark(ok);
          Bodies.setSdp(ok, SessionMedia.directed(leg.messages().answer(), theirs));
          leg.dialog().answer(ok);
        });
  }

  @Override
  public void refuse(Release why) {
    leg.onDialog(
        () -> {
          if (!answered) {
            answered = true;
            leg.dialog().answer(Answers.refusal(request, why));
          }
        });
  }
}
