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
  private boolean answered;

  ChangeRequest(ParticipantLeg leg, SipServletRequest request) {
    this.leg = leg;
    this.request = request;
    this.receivedAt = leg.focus().equipment().legs().clock().instant();
    this.former = leg.dialog().descriptions().received();
    this.sdp = Bodies.sdp(request);
  }

  @Nullable String sdp() {
    return sdp;
  }

  /** C14: same version, same media. */
  boolean isRefresh() {
    return !leg.focus().equipment().legs().tellsRefreshes()
        && leg.dialog().descriptions().repeats(sdp);
  }

  /** To the conference, if it can be understood at all. */
  void submit() {
    String offer = sdp;
    try {
      if (offer != null && MessageSdp.read(offer) == null) {
        throw new MsrpSdpException("no message media is left");
      }
    } catch (MsrpSdpException e) {
      refuse(Release.refusing(488, String.valueOf(e.getMessage())));
      return;
    }
    leg.tell(conference -> conference.modificationRequested(leg, this));
  }

  /** No offer came: ours goes out in the 200, and the ACK says what it is to be. */
  ChangeRequest offering() {
    answered = true;
    SipServletResponse ok = request.createResponse(SipServletResponse.SC_OK);
    leg.focus().identity().mark(ok);
    Bodies.setSdp(ok, leg.messages().offer());
    leg.dialog().answer(ok);
    return this;
  }

  /** The answer to that offer. */
  void completed(@Nullable String answer) {
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
    if (!same || leg.focus().equipment().legs().tellsRefreshes()) {
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
    String offer = sdp;
    return offer == null ? Media.NONE : SessionMedia.offered(offer);
  }

  @Override
  public boolean holds() {
    String offer = sdp;
    return offer != null && SessionMedia.holds(offer);
  }

  @Override
  public void answer() {
    leg.onDialog(
        () -> {
          String offer = sdp;
          if (answered || offer == null) {
            return;
          }
          answered = true;
          try {
            leg.messages().remoteOffer(offer);
          } catch (MsrpSdpException e) {
            leg.dialog()
                .answer(
                    Answers.refusal(
                        request, Release.refusing(488, String.valueOf(e.getMessage()))));
            return;
          }
          SipServletResponse ok = request.createResponse(SipServletResponse.SC_OK);
          leg.focus().identity().mark(ok);
          Bodies.setSdp(ok, SessionMedia.directed(leg.messages().answer(), offer));
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
