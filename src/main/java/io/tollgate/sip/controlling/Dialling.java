package io.tollgate.sip.controlling;

import io.tollgate.charging.Timers.Timer;
import io.tollgate.conference.Acceptance;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.msrp.sdp.MessageSdp;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.Reason;
import java.time.Duration;
import java.util.List;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipURI;
import org.jspecify.annotations.Nullable;

/** The focus' INVITE to one participant: when its turn comes, how long it may ring, the answer. */
final class Dialling {

  /** Two transmissions of an INVITE without any response (RFC 3261 17.1.1.2). */
  private static final Duration RESPONSE_DUE = Duration.ofSeconds(1);

  private final ParticipantLeg leg;
  private final SipServletRequest invite;
  private @Nullable Timer ringing;
  private @Nullable FirstMessage brought;
  private boolean awaitsResponse;

  Dialling(ParticipantLeg leg, SipServletRequest invite) {
    this.leg = leg;
    this.invite = invite;
  }

  /**
   * Sends the INVITE when its turn comes.
   *
   * @param message that it is to bring
   */
  void begin(@Nullable FirstMessage message) {
    if (invite.getRequestURI() instanceof SipURI target) {
      leg.messages().towards(target.getHost());
    }
    String offer = leg.messages().offer();
    if (message == null) {
      Bodies.setSdp(invite, offer);
    } else if (message.offer(leg.invited(), invite, offer)) {
      brought = message;
    }
    leg.focus().context().pacer().dial(() -> leg.focus().owner().execute(this::send));
  }

  private void send() {
    awaitsResponse = true;
    if (leg.dialog().state() != Leg.State.EARLY) {
      responded();
      return;
    }
    if (!leg.dialog().send(invite)) {
      responded();
      leg.focus().conference().rejected(leg, 480, "the next hop cannot be reached");
      return;
    }
    // Hosts that are down must not keep the others waiting.
    later(RESPONSE_DUE, this::responded);
    Duration limit = leg.focus().context().policy().noAnswer();
    if (!limit.isZero()) {
      ringing = later(limit, this::noAnswer);
    }
  }

  private Timer later(Duration delay, Runnable task) {
    return leg.focus().context().legs().timers().schedule(delay, leg.focus().owner(), task);
  }

  /** The device is alive, or never will be: the next one may be called. */
  void responded() {
    if (awaitsResponse) {
      awaitsResponse = false;
      leg.focus().context().pacer().answered();
    }
  }

  private void noAnswer() {
    if (leg.dialog().state() == Leg.State.EARLY) {
      leg.dialog().release((String) null);
      leg.focus().conference().rejected(leg, 408, "Request Timeout");
    }
  }

  void stopRinging() {
    Timer timer = ringing;
    ringing = null;
    if (timer != null) {
      timer.cancel();
    }
  }

  void answered(SipServletResponse response) {
    int status = response.getStatus();
    responded();
    if (status < 200) {
      if (status > 100) {
        leg.tell(conference -> conference.ringing(leg));
      }
      return;
    }
    stopRinging();
    if (status >= 300) {
      leg.messages().close();
      String reason = response.getReasonPhrase();
      leg.tell(conference -> conference.rejected(leg, status, reason == null ? "" : reason));
      return;
    }
    List<String> asserted =
        leg.focus().context().legs().headers().door().believe(response).asserted();
    leg.tell(conference -> conference.answering(leg, asserted));
    if (leg.dialog().ackOnceAnnounced(response)) {
      accepted(response, asserted);
    } else {
      unusable(503, "cannot be acknowledged");
    }
  }

  private void accepted(SipServletResponse response, List<String> asserted) {
    String sdp = Bodies.sdp(response);
    try {
      if (sdp == null || MessageSdp.read(sdp) == null) {
        throw new MsrpSdpException("no message media is accepted");
      }
    } catch (MsrpSdpException e) {
      unusable(488, String.valueOf(e.getMessage()));
      return;
    }
    leg.answered(sdp, response, asserted);
    FirstMessage delivered = brought;
    brought = null;
    if (delivered != null) {
      delivered.accepted();
    }
    Acceptance acceptance = new Acceptance(SessionMedia.answered(sdp), asserted);
    leg.tell(conference -> conference.accepted(leg, acceptance));
  }

  /** A session with us that cannot be used: the participant was never in the conference. */
  private void unusable(int status, String why) {
    leg.messages().close();
    leg.dialog().release(Reason.of(status, why));
    leg.tell(conference -> conference.rejected(leg, status, why));
  }
}
