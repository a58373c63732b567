package io.tollgate.sip.leg;

import io.tollgate.sip.leg.Leg.State;
import io.tollgate.sip.leg.LegListener.Loss;
import java.util.Objects;
import java.util.function.Consumer;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** What we ask on a leg (INVITE, re-INVITE, UPDATE), one at a time, and what comes back for it. */
final class OurRequests {
  private final Leg leg;
  private final LegListener listener;
  private final SessionTimer sessionTimer;
  private final SessionDescriptions descriptions;
  private @Nullable SipServletRequest out;
  private boolean provisional;
  private @Nullable SipServletRequest prepared;

  OurRequests(
      Leg leg, LegListener listener, SessionTimer sessionTimer, SessionDescriptions descriptions) {
    this.leg = leg;
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
      out = null;
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
      out = null;
      leg.lost(Loss.REFRESH_FAILED);
    }
  }

  void refreshAnswered(SipServletResponse response) {
    answeredIfOut(response);
    if (response.getStatus() < 300 && response.getMethod().equals("INVITE")) {
      Sending.acknowledge(response, null);
    }
  }

  /** Gives up the INVITE, unless it must wait for its first provisional response. */
  void cancel(Consumer<SipServletRequest> completer) {
    SipServletRequest invite = out;
    if (invite != null && provisional) {
      SipServletRequest cancel = prepared != null ? prepared : invite.createCancel();
      prepared = null;
      completer.accept(cancel);
      Sending.send(cancel);
    }
  }

  void receive(SipServletResponse response) {
    if (response.getStatus() < 200) {
      provisional(response);
    } else if (isUnwanted(response)) {
      if (leg.state() == State.ENDING || response.getSession().equals(leg.session())) {
        out = null;
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
    if (leg.state() == State.ENDING) {
      leg.farewell().cancelNow();
    } else {
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
      out = null;
    }
  }
}
