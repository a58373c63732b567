package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.log.Brief;
import io.tollgate.sip.leg.Leg.State;
import io.tollgate.sip.leg.LegListener.Loss;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** What we ask on a leg (INVITE, re-INVITE, UPDATE), one at a time, and what comes back for it. */
final class OurRequests {
  private static final Logger LOG = LogManager.getLogger(OurRequests.class);

  /** A 100 is looked for after this, and then after twice as long each time, up to the last. */
  private static final Duration FIRST_LOOK = Duration.ofMillis(100);

  private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

  private final Leg leg;
  private final LegSupport support;
  private final Owner owner;
  private final LegListener listener;
  private final SessionTimer sessionTimer;
  private final SessionDescriptions descriptions;
  private @Nullable SipServletRequest out;
  private boolean provisional;
  private @Nullable SipServletRequest prepared;
  private @Nullable Consumer<SipServletRequest> cancelling;
  private @Nullable Timer look;

  OurRequests(
      Leg leg,
      LegSupport support,
      Owner owner,
      LegListener listener,
      SessionTimer sessionTimer,
      SessionDescriptions descriptions) {
    this.leg = leg;
    this.support = support;
    this.owner = owner;
    this.listener = listener;
    this.sessionTimer = sessionTimer;
    this.descriptions = descriptions;
  }

  /** One is unanswered. */
  boolean isOut() {
    return out != null;
  }

  boolean send(SipServletRequest request) {
    boolean changes = changesSession(request);
    if (changes) {
      out = request;
      provisional = false;
      sessionTimer.asking(request);
      descriptions.version(request);
      descriptions.sending(Bodies.sdp(request));
    }
    boolean sent = Sending.send(request);
    if (!sent && changes) {
      over();
      if (leg.wasEstablished()) {
        leg.unreachable();
      }
    }
    return sent;
  }

  private static boolean changesSession(SipServletRequest request) {
    String method = request.getMethod();
    return method.equals("INVITE") || (method.equals("UPDATE") && Bodies.sdp(request) != null);
  }

  void refresh(SipServletRequest refresh) {
    if (refresh.getMethod().equals("INVITE")) {
      out = refresh;
    }
    if (!Sending.send(refresh)) {
      over();
      leg.lost(Loss.REFRESH_FAILED);
    }
  }

  void refreshAnswered(SipServletResponse response) {
    answeredIfOut(response);
    if (response.getStatus() < 300) {
      leg.entry().refreshed(response);
    }
    if (response.getStatus() < 300 && response.getMethod().equals("INVITE")) {
      Sending.acknowledge(response, null);
    }
  }

  /**
   * Gives up the INVITE that is out, as soon as there is a first answer to it (RFC 3261 9.1). Of a
   * 100 nobody tells, so it is looked for until the INVITE is answered.
   */
  void cancel(Consumer<SipServletRequest> completer) {
    SipServletRequest asked = out;
    if (asked != null && asked.getMethod().equals("INVITE")) {
      cancelling = completer;
      cancelWhenDue(FIRST_LOOK);
    }
  }

  private void cancelWhenDue(Duration nextLook) {
    stop();
    SipServletRequest invite = out;
    Consumer<SipServletRequest> completer = cancelling;
    if (invite == null || completer == null) {
      return;
    }
    if (!provisional && !support.proceeding().test(invite)) {
      Duration later = nextLook.multipliedBy(2);
      Duration after = later.compareTo(LONGEST_LOOK) < 0 ? later : LONGEST_LOOK;
      look = support.timers().schedule(nextLook, owner, () -> cancelWhenDue(after));
      return;
    }
    cancelling = null;
    SipServletRequest cancel = prepared != null ? prepared : madeFor(invite);
    prepared = null;
    if (cancel != null) {
      completer.accept(cancel);
      Sending.send(cancel);
    }
  }

  /** Null when its final answer is there already, and only waits for its turn. */
  private static @Nullable SipServletRequest madeFor(SipServletRequest invite) {
    try {
      return invite.createCancel();
    } catch (IllegalStateException answered) {
      LOG.debug("no CANCEL in Call-ID {}: {}", invite.getCallId(), Brief.of(answered));
      return null;
    }
  }

  /** Nothing is out any more. */
  private void over() {
    out = null;
    cancelling = null;
    stop();
  }

  void stop() {
    Timer waiting = look;
    look = null;
    if (waiting != null) {
      waiting.cancel();
    }
  }

  void receive(SipServletResponse response) {
    if (out == null && leg.entry().isWaitedFor()) {
      LOG.debug("2xx repeated in Call-ID {}: its ACK is yet to be sent", leg.callId());
    } else if (response.getStatus() < 200) {
      provisional(response);
    } else if (isUnwanted(response)) {
      if (leg.state() == State.ENDING || response.getSession().equals(leg.session())) {
        over();
      }
      leg.farewell().unwanted(response);
    } else {
      answeredIfOut(response);
      if (response.getStatus() < 300) {
        accepted(response);
      } else {
        refused(response);
      }
    }
  }

  private void provisional(SipServletResponse response) {
    provisional = true;
    leg.adopt(response.getSession());
    prepareCancel(response);
    if (cancelling != null) {
      cancelWhenDue(FIRST_LOOK);
    } else if (leg.state() != State.ENDING) {
      listener.onResponse(leg, response);
    }
  }

  /**
   * Restcomm forgets the INVITE's transaction once a PRACK has been sent, and then makes no CANCEL
   * of it any more: it is made before.
   */
  private void prepareCancel(SipServletResponse response) {
    SipServletRequest invite = out;
    if (invite != null
        && prepared == null
        && leg.state() == State.EARLY
        && response.getHeader("RSeq") != null) {
      prepared = invite.createCancel();
    }
  }

  private boolean isUnwanted(SipServletResponse response) {
    State state = leg.state();
    return response.getMethod().equals("INVITE")
        && response.getStatus() < 300
        && (state == State.ENDING
            || state == State.ENDED
            || (state == State.CONFIRMED && !response.getSession().equals(leg.session())));
  }

  private void accepted(SipServletResponse response) {
    leg.adopt(response.getSession());
    if (leg.state() == State.EARLY && response.getMethod().equals("INVITE")) {
      leg.session(response.getSession());
      leg.confirmed();
      leg.entry().made(response);
    } else {
      leg.entry().refreshed(response);
    }
    sessionTimer.answered(response);
    descriptions.answered(Bodies.sdp(response));
    listener.onResponse(leg, response);
  }

  private void refused(SipServletResponse response) {
    descriptions.rejected();
    State state = leg.state();
    boolean over =
        state == State.EARLY
            || (state == State.ENDING && leg.isOutgoing() && !leg.wasEstablished());
    listener.onResponse(leg, response);
    if (over) {
      leg.over();
    }
  }

  private void answeredIfOut(SipServletResponse response) {
    SipServletRequest asked = out;
    if (asked != null && Objects.equals(asked.getHeader("CSeq"), response.getHeader("CSeq"))) {
      over();
    }
  }
}
