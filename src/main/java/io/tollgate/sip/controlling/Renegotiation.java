package io.tollgate.sip.controlling;

import io.tollgate.conference.ChangeOffer;
import io.tollgate.msrp.MsrpSdpException;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.Leg;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.IntUnaryOperator;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Offers a change of the conference on one leg, one at a time. A glare is retried (RFC 3261 14.1);
 * the change itself was charged once, whatever the retries.
 */
final class Renegotiation {
  private static final int RETRIES = 5;

  private final ParticipantLeg leg;
  private final Queue<ChangeOffer> waiting = new ArrayDeque<>();
  private @Nullable ChangeOffer current;
  private @Nullable SipServletRequest sent;
  private int retries;

  Renegotiation(ParticipantLeg leg) {
    this.leg = leg;
  }

  void offer(ChangeOffer offer) {
    waiting.add(offer);
    if (current == null) {
      next();
    }
  }

  private void next() {
    current = waiting.poll();
    retries = 0;
    if (current != null) {
      ask();
    }
  }

  private void ask() {
    ChangeOffer offer = current;
    if (offer == null) {
      return;
    }
    Leg dialog = leg.dialog();
    if (dialog.state() != Leg.State.CONFIRMED) {
      settle(false, 481);
    } else if (dialog.isModifying()) {
      retryLater();
    } else {
      SipServletRequest request = dialog.request(offer.request().method());
      leg.focus().identity().mark(request);
      Bodies.setSdp(request, leg.messages().offer());
      sent = request;
      if (!dialog.send(request)) {
        settle(false, 503);
      }
    }
  }

  /** True if the response is to what was offered here. */
  boolean takes(SipServletResponse response) {
    SipServletRequest asked = sent;
    if (asked == null
        || current == null
        || !java.util.Objects.equals(asked.getHeader("CSeq"), response.getHeader("CSeq"))) {
      return false;
    }
    int status = response.getStatus();
    if (status >= 300) {
      sent = null;
      refused(status);
    } else if (status >= 200) {
      sent = null;
      if (response.getMethod().equals("INVITE")) {
        leg.dialog().ack(response, null);
      }
      settle(apply(Bodies.sdp(response)), status);
    }
    return true;
  }

  private boolean apply(@Nullable String answer) {
    try {
      if (answer != null) {
        leg.messages().remoteAnswer(answer);
      }
      return true;
    } catch (MsrpSdpException e) {
      return false;
    }
  }

  private void refused(int status) {
    if (status == SipServletResponse.SC_REQUEST_PENDING && retries < RETRIES) {
      retryLater();
      return;
    }
    settle(false, status);
    if (status == SipServletResponse.SC_REQUEST_TIMEOUT
        || status == SipServletResponse.SC_CALL_LEG_DONE) {
      leg.dead();
    }
  }

  /** 2.1 to 4 s for the owner of the Call-ID, 0 to 2 s for the other, in steps of 10 ms. */
  private void retryLater() {
    if (retries++ >= RETRIES) {
      settle(false, SipServletResponse.SC_REQUEST_PENDING);
      return;
    }
    IntUnaryOperator random = leg.focus().context().legs().random();
    long wait =
        leg.dialog().isOutgoing()
            ? 2_100 + random.applyAsInt(191) * 10L
            : random.applyAsInt(201) * 10L;
    leg.focus()
        .context()
        .legs()
        .timers()
        .schedule(Duration.ofMillis(wait), leg.focus().owner(), () -> leg.onDialog(this::ask));
  }

  private void settle(boolean accepted, int status) {
    ChangeOffer done = current;
    current = null;
    sent = null;
    if (done != null) {
      leg.tell(conference -> conference.renegotiated(done, accepted, status));
    }
    next();
  }

  /** The leg is over: nothing that waits here will be answered. */
  void over() {
    if (current != null || !waiting.isEmpty()) {
      settle(false, 481);
    }
  }
}
