package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.log.Brief;
import io.tollgate.sip.leg.Leg.State;
import java.time.Duration;
import java.util.function.Consumer;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** How a leg ends: what is sent, and how long its outcome is awaited. */
final class Farewell {
  private static final Logger LOG = LogManager.getLogger(Farewell.class);

  /** The container's own time-out comes first, as a 408. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** T4 (RFC 3261 17.1.1.2): how long a message may be under way. */
  private static final Duration REFUSAL_LINGER = Duration.ofSeconds(5);

  private final Leg leg;
  private final LegSupport support;
  private final Owner owner;
  private @Nullable Timer limit;

  Farewell(Leg leg, LegSupport support, Owner owner) {
    this.leg = leg;
    this.support = support;
    this.owner = owner;
  }

  /** Ends the dialog by BYE, or the unanswered INVITE by CANCEL, whichever is due. */
  void release(Consumer<SipServletRequest> wanted) {
    switch (leg.state()) {
      case EARLY -> {
        leg.enter(State.ENDING);
        if (leg.isOutgoing() && leg.ours().isOut()) {
          leg.ours().cancel(wanted);
          awaitOutcome();
        } else {
          leg.over();
        }
      }
      case CONFIRMED -> bye(leg.session(), wanted);
      case ENDING, ENDED -> {}
    }
  }

  void bye(SipSession dialog, Consumer<SipServletRequest> wanted) {
    leg.entry().goOn();
    leg.stopTimers();
    leg.enter(State.ENDING);
    leg.theirs().overtaken();
    SipServletRequest bye = inDialog(dialog);
    if (bye == null) {
      leg.abandon();
      return;
    }
    wanted.accept(bye);
    if (Sending.send(bye)) {
      awaitOutcome();
    } else {
      leg.abandon();
    }
  }

  /** RFC 3261 13.2.2.4: a 2xx that nobody wants, of another branch or after our CANCEL. */
  void unwanted(SipServletResponse accepted) {
    leg.ack(accepted, null);
    SipSession dialog = accepted.getSession();
    if (dialog.equals(leg.session()) || leg.state() == State.ENDING) {
      leg.session(dialog);
      bye(dialog, bye -> {});
    } else {
      SipServletRequest bye = inDialog(dialog);
      if (bye != null) {
        Sending.send(bye);
      }
    }
  }

  /** Null when the container has let go of the dialog under us, as it does after a 408 in it. */
  private static @Nullable SipServletRequest inDialog(SipSession dialog) {
    try {
      return dialog.isValid() ? Sending.inDialog(dialog, "BYE") : null;
    } catch (IllegalStateException e) {
      LOG.warn("BYE in Call-ID {}: the dialog is gone: {}", dialog.getCallId(), Brief.of(e));
      return null;
    }
  }

  /** The container wants a live session for the ACK of a refusal, but does not tell of it. */
  void awaitAckOfRefusal() {
    leg.enter(State.ENDING);
    endAfter(REFUSAL_LINGER, leg::over);
  }

  /** RFC 3261 9.1, 17.1.2: no answer within 64*T1 is one, too. */
  private void awaitOutcome() {
    endAfter(support.ackWait().plus(GRACE), leg::abandon);
  }

  private void endAfter(Duration longest, Runnable end) {
    stop();
    limit = support.timers().schedule(longest, owner, end);
  }

  void stop() {
    Timer waiting = limit;
    limit = null;
    if (waiting != null) {
      waiting.cancel();
    }
  }
}
