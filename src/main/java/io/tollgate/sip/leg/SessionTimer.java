package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.sip.leg.LegListener.Loss;
import io.tollgate.sip.leg.SessionTimerPolicy.Agreement;
import java.time.Duration;
import java.util.Locale;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The session timer of one leg (RFC 4028): agrees on the interval, refreshes where that is our
 * part, and notices when the peer's refreshes stay away.
 */
final class SessionTimer {
  private static final String REFRESH = SessionTimer.class.getName();

  private final Leg leg;
  private final LegSupport support;
  private final SessionTimerPolicy policy;
  private final Owner owner;
  private boolean peerSupports;
  private boolean peerUpdates;
  private int required;
  private @Nullable Timer due;

  SessionTimer(Leg leg, LegSupport support, Owner owner) {
    this.leg = leg;
    this.support = support;
    this.policy = support.sessionTimer();
    this.owner = owner;
  }

  /** Learns from any INVITE, UPDATE or 2xx what the peer can do. */
  void peerIs(SipServletMessage message) {
    peerSupports = peerSupports || lists(message, "Supported", SessionExpires.OPTION);
    peerUpdates = peerUpdates || lists(message, "Allow", "UPDATE");
  }

  private static boolean lists(SipServletMessage message, String header, String item) {
    for (String value : HeaderTransparency.all(message, header)) {
      for (String token : value.split(",", -1)) {
        if (token.trim().toLowerCase(Locale.ROOT).equals(item.toLowerCase(Locale.ROOT))) {
          return true;
        }
      }
    }
    return false;
  }

  void require(int seconds) {
    required = seconds;
  }

  boolean isRefresh(SipServletRequest request) {
    return policy.enabled() && request.getHeader(SessionExpires.HEADER) != null;
  }

  /** Our INVITE or UPDATE asks for an interval. */
  void asking(SipServletRequest request) {
    if (!policy.enabled()) {
      return;
    }
    if (!lists(request, "Supported", SessionExpires.OPTION)) {
      request.addHeader("Supported", SessionExpires.OPTION);
    }
    int seconds = Math.max(policy.expires(), required);
    request.setHeader(SessionExpires.HEADER, Integer.toString(seconds));
    if (required > 0) {
      request.setHeader(SessionExpires.MIN_SE, Integer.toString(required));
    }
  }

  /** Our 2xx to the peer's request settles it. */
  void answering(SipServletRequest request, SipServletResponse response) {
    peerIs(request);
    if (!policy.enabled()) {
      return;
    }
    Agreement agreed =
        policy.answer(
            SessionExpires.parse(request.getHeader(SessionExpires.HEADER)),
            SessionExpires.seconds(request.getHeader(SessionExpires.MIN_SE)),
            peerSupports);
    SessionExpires announced = agreed.announced();
    if (announced != null) {
      response.setHeader(SessionExpires.HEADER, announced.header());
      if (!lists(response, "Require", SessionExpires.OPTION)) {
        response.addHeader("Require", SessionExpires.OPTION);
      }
    }
    start(agreed);
  }

  /** The peer's 2xx to our request settles it. */
  void answered(SipServletResponse response) {
    peerIs(response);
    if (policy.enabled()) {
      start(policy.settled(SessionExpires.parse(response.getHeader(SessionExpires.HEADER))));
    }
  }

  private void start(Agreement agreed) {
    stop();
    int seconds = Math.max(agreed.seconds(), 1);
    if (agreed.weRefresh()) {
      schedule(seconds * 500L, this::refresh);
    } else {
      // RFC 4028 10: BYE before the interval ends, by a third of it or 32 s.
      schedule(seconds * 1000L - Math.min(32_000L, seconds * 1000L / 3), this::expired);
    }
  }

  private void schedule(long millis, Runnable task) {
    due = support.timers().schedule(Duration.ofMillis(millis), owner, task);
  }

  private void expired() {
    if (leg.state() == Leg.State.CONFIRMED) {
      leg.lost(Loss.SESSION_EXPIRED);
    }
  }

  private void refresh() {
    if (leg.state() != Leg.State.CONFIRMED) {
      return;
    }
    if (leg.isModifying()) {
      // The change under way refreshes the session when it succeeds.
      schedule(2_000, this::refresh);
      return;
    }
    SipServletRequest request = leg.request(peerUpdates ? "UPDATE" : "INVITE");
    String inForce = leg.descriptions().sent();
    if (!peerUpdates && inForce != null) {
      Bodies.setSdp(request, inForce);
    }
    request.setAttribute(REFRESH, Boolean.TRUE);
    asking(request);
    request.setHeader(
        SessionExpires.HEADER, request.getHeader(SessionExpires.HEADER) + ";refresher=uac");
    leg.ours().refresh(request);
  }

  /** Answers to our own refreshes end here. */
  boolean takes(SipServletResponse response) {
    SipServletRequest request = response.getRequest();
    if (request == null || request.getAttribute(REFRESH) == null) {
      return false;
    }
    int status = response.getStatus();
    if (status < 200) {
      return true;
    }
    leg.ours().refreshAnswered(response);
    if (status < 300) {
      answered(response);
    } else if (status == 408 || status == 481) {
      leg.lost(Loss.REFRESH_FAILED);
    } else {
      Integer minimum = SessionExpires.seconds(response.getHeader(SessionExpires.MIN_SE));
      required = status == 422 && minimum != null ? minimum : required;
      // RFC 3261 14.1: 491 is retried after 2.1 to 4 s by the owner of the Call-ID, 0 to 2 s else.
      int steps = support.random().applyAsInt(190);
      schedule(leg.isOutgoing() ? 2_100 + steps * 10L : steps * 10L, this::refresh);
    }
    return true;
  }

  void stop() {
    Timer waiting = due;
    due = null;
    if (waiting != null) {
      waiting.cancel();
    }
  }
}
