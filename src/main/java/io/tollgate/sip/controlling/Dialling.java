package io.tollgate.sip.controlling;

import io.tollgate.charging.Timers.Timer;
import io.tollgate.sip.leg.Leg;
import java.time.Duration;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/** The focus' INVITE to one participant: when its turn comes, and how long he may ring. */
final class Dialling {

  /** Two transmissions of an INVITE without any response (RFC 3261 17.1.1.2). */
  private static final Duration RESPONSE_DUE = Duration.ofSeconds(1);

  private final ParticipantLeg leg;
  private final SipServletRequest invite;
  private @Nullable Timer ringing;
  private boolean awaitsResponse;

  Dialling(ParticipantLeg leg, SipServletRequest invite) {
    this.leg = leg;
    this.invite = invite;
  }

  /** Sends the INVITE when its turn comes. */
  void begin() {
    FocusInvites.offer(invite, leg.messages().offer());
    leg.focus().equipment().pacer().dial(() -> leg.focus().owner().execute(this::send));
  }

  private void send() {
    awaitsResponse = true;
    if (leg.dialog().state() != Leg.State.EARLY) {
      responded();
      return;
    }
    if (!leg.dialog().send(invite)) {
      responded();
      leg.focus().conference().rejected(leg, 503, "cannot be sent");
      return;
    }
    // Hosts that are down must not keep the others waiting.
    later(RESPONSE_DUE, this::responded);
    Duration limit = leg.focus().equipment().policy().noAnswer();
    if (!limit.isZero()) {
      ringing = later(limit, this::noAnswer);
    }
  }

  private Timer later(Duration delay, Runnable task) {
    return leg.focus()
        .equipment()
        .legs()
        .timers()
        .schedule(delay, () -> leg.focus().owner().execute(task));
  }

  /** He is alive, or never will be: the next one may be called. */
  void responded() {
    if (awaitsResponse) {
      awaitsResponse = false;
      leg.focus().equipment().pacer().answered();
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
}
