package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers.Timer;
import io.tollgate.sip.leg.LegListener.Loss;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One dialog with one party. Keeps the rules of RFC 3261 that are the same whatever the dialog is
 * for (glare, overlapping requests, missing ACK, BYE against re-INVITE, late and forked answers)
 * and the session timer of RFC 4028, and leaves everything else to its {@link LegListener}. Owned
 * by one thread at a time, like its application session.
 */
public final class Leg {
  private static final Logger LOG = LogManager.getLogger(Leg.class);
  private static final String ATTRIBUTE = Leg.class.getName();

  /** The container's own time-out comes first, as a 408. */
  private static final Duration END_GRACE = Duration.ofSeconds(2);

  /** T4 (RFC 3261 17.1.1.2): how long a message may be under way. */
  private static final Duration REFUSAL_LINGER = Duration.ofSeconds(5);

  private final LegSupport support;
  private final Owner owner;
  private final LegListener listener;
  private final boolean outgoing;
  private final String peer;
  private final SessionTimer sessionTimer;
  private final SessionDescriptions descriptions = new SessionDescriptions();
  private SipSession session;
  private State state = State.EARLY;
  private @Nullable SipServletRequest theirs;
  private @Nullable SipServletRequest ours;
  private boolean provisional;
  private boolean established;
  private boolean quietAck;
  private @Nullable Timer wait;
  private Consumer<SipServletRequest> farewell = bye -> {};

  /** Life of the dialog. */
  public enum State {
    EARLY,
    CONFIRMED,
    /** CANCEL or BYE was sent, its outcome is awaited. */
    ENDING,
    ENDED
  }

  private Leg(
      LegSupport support,
      Owner owner,
      LegListener listener,
      SipServletRequest invite,
      boolean outgoing) {
    this.support = support;
    this.owner = owner;
    this.listener = listener;
    this.outgoing = outgoing;
    this.peer = outgoing ? nextHop(invite) : previousHop(invite);
    this.session = invite.getSession();
    this.sessionTimer = new SessionTimer(this, support, owner);
    session.setAttribute(ATTRIBUTE, this);
  }

  /** The leg of a party that invites us. */
  public static Leg incoming(
      LegSupport support, Owner owner, LegListener listener, SipServletRequest invite) {
    Leg leg = new Leg(support, owner, listener, invite, false);
    leg.theirs = invite;
    leg.descriptions.offered(Bodies.sdp(invite));
    leg.sessionTimer.peerIs(invite);
    return leg;
  }

  /** The leg of a party that we invite; the INVITE is yet to be sent by {@link #send}. */
  public static Leg outgoing(
      LegSupport support, Owner owner, LegListener listener, SipServletRequest invite) {
    return new Leg(support, owner, listener, invite, true);
  }

  private static String previousHop(SipServletRequest invite) {
    String host = invite.getInitialRemoteAddr();
    return host == null ? "" : host;
  }

  private static String nextHop(SipServletRequest invite) {
    try {
      Address route = invite.getAddressHeader("Route");
      URI uri = route == null ? invite.getRequestURI() : route.getURI();
      return uri instanceof SipURI sip ? sip.getHost() : "";
    } catch (ServletParseException e) {
      return "";
    }
  }

  /** The leg that a message belongs to; null for one that no leg was made for. */
  public static @Nullable Leg of(SipServletMessage message) {
    SipSession session = message.getSession(false);
    return session == null || !session.isValid() ? null : of(session);
  }

  static @Nullable Leg of(SipSession session) {
    return session.getAttribute(ATTRIBUTE) instanceof Leg found ? found : null;
  }

  /** The host next to us on this leg: what it may be shown is the trust domain's business. */
  public String peer() {
    return peer;
  }

  /** As {@link #peer()}, for a dialog that may have no leg. */
  public static String peerOf(SipSession session) {
    Leg leg = of(session);
    return leg == null ? "" : leg.peer;
  }

  public State state() {
    return state;
  }

  public boolean isOpen() {
    return state == State.EARLY || state == State.CONFIRMED;
  }

  /** We sent the INVITE, so the Call-ID is ours (RFC 3261 14.1). */
  public boolean isOutgoing() {
    return outgoing;
  }

  public SipSession session() {
    return session;
  }

  public String callId() {
    return session.getCallId();
  }

  public SessionDescriptions descriptions() {
    return descriptions;
  }

  /** A re-INVITE of either side is unanswered. */
  public boolean isModifying() {
    return theirs != null || ours != null;
  }

  /** The least session interval that the peer accepts, as its 422 said (RFC 4028 7.4). */
  public void requireInterval(int seconds) {
    sessionTimer.require(seconds);
  }

  // Towards the peer

  /** A request in the dialog, to be completed and sent by {@link #send}. */
  public SipServletRequest request(String method) {
    return session.createRequest(method);
  }

  /** False if it could not be sent; no answer will come then. */
  public boolean send(SipServletRequest request) {
    if (changesSession(request)) {
      ours = request;
      provisional = false;
      sessionTimer.asking(request);
      descriptions.sending(Bodies.sdp(request));
    }
    boolean sent = Sending.send(request);
    if (!sent && changesSession(request)) {
      ours = null;
    }
    return sent;
  }

  /** Answers the peer's INVITE, re-INVITE or UPDATE with SDP; 1xx are sent by {@link Sending}. */
  public void answer(SipServletResponse response) {
    SipServletRequest asked = theirs;
    if (asked == null || response.isCommitted()) {
      return;
    }
    boolean accepted = response.getStatus() < 300;
    if (accepted) {
      sessionTimer.answering(asked, response);
      descriptions.accepting(Bodies.sdp(response));
    } else {
      descriptions.rejected();
    }
    theirs = null;
    Sending.send(response);
    if (accepted && asked.getMethod().equals("INVITE")) {
      confirmed();
      awaitAck();
    } else if (!accepted && state == State.EARLY) {
      awaitAckOfRefusal();
    }
  }

  /** The container wants a live session for the ACK of a refusal, but does not tell of it. */
  private void awaitAckOfRefusal() {
    state = State.ENDING;
    endAfter(REFUSAL_LINGER);
  }

  /** Acknowledges a 2xx. */
  public void ack(SipServletResponse response, @Nullable String sdp) {
    SipServletRequest ack = response.createAck();
    if (sdp != null) {
      Bodies.setSdp(ack, sdp);
      descriptions.sending(sdp);
    }
    descriptions.settled();
    Sending.send(ack);
  }

  /** Ends the dialog with a BYE of our making, or gives up the INVITE that is still unanswered. */
  public void release(@Nullable String reason) {
    release(
        bye -> {
          if (reason != null) {
            bye.setHeader(Reason.HEADER, reason);
          }
        });
  }

  /** Ends the dialog by BYE, or the unanswered INVITE by CANCEL, whichever is due. */
  public void release(Consumer<SipServletRequest> completer) {
    switch (state) {
      case EARLY -> {
        state = State.ENDING;
        farewell = completer;
        if (!outgoing || ours == null) {
          ended();
        } else {
          if (provisional) {
            cancel();
          }
          awaitEnd();
        }
      }
      case CONFIRMED -> bye(session, completer);
      case ENDING, ENDED -> {}
    }
  }

  private void bye(SipSession dialog, Consumer<SipServletRequest> completer) {
    state = State.ENDING;
    stopTimers();
    answerOvertaken();
    SipServletRequest bye = inDialog(dialog, "BYE");
    if (bye == null) {
      ended();
      return;
    }
    completer.accept(bye);
    if (Sending.send(bye)) {
      awaitEnd();
    } else {
      ended();
    }
  }

  /** Null when the container has let go of the dialog under us. */
  private static @Nullable SipServletRequest inDialog(SipSession dialog, String method) {
    try {
      return dialog.isValid() ? dialog.createRequest(method) : null;
    } catch (IllegalStateException e) {
      LOG.warn(
          "{} in Call-ID {}: the dialog is gone: {}", method, dialog.getCallId(), e.toString());
      return null;
    }
  }

  /** RFC 3261 9.1, 17.1.2: no answer within 64*T1 is one, too. */
  private void awaitEnd() {
    endAfter(support.ackWait().plus(END_GRACE));
  }

  private void endAfter(Duration longest) {
    cancelWait();
    wait = support.timers().schedule(longest, () -> owner.execute(this::ended));
  }

  /** RFC 3261 15.1.2: a request that the end overtook still gets its answer. */
  private void answerOvertaken() {
    SipServletRequest overtaken = theirs;
    theirs = null;
    if (overtaken != null) {
      Sending.send(overtaken.createResponse(SipServletResponse.SC_REQUEST_TERMINATED));
    }
  }

  /** Sends a session refresh, whose answer the session timer takes. */
  void refreshing(SipServletRequest refresh) {
    if (refresh.getMethod().equals("INVITE")) {
      ours = refresh;
    }
    if (!Sending.send(refresh)) {
      ours = null;
      lost(Loss.REFRESH_FAILED);
    }
  }

  void refreshAnswered(SipServletResponse response) {
    if (isAnswerTo(ours, response)) {
      ours = null;
    }
    if (response.getStatus() < 300 && response.getMethod().equals("INVITE")) {
      Sending.send(response.createAck());
    }
  }

  private void cancel() {
    SipServletRequest invite = ours;
    if (invite != null) {
      SipServletRequest cancel = invite.createCancel();
      farewell.accept(cancel);
      Sending.send(cancel);
    }
  }

  // From the peer

  /** Every request of the dialog, ACK and CANCEL among them. */
  public void receive(SipServletRequest request) {
    switch (request.getMethod()) {
      case "ACK" -> acknowledged(request);
      case "CANCEL" -> cancelled(request);
      case "BYE" -> byeReceived(request);
      case "INVITE" -> asked(request);
      case "UPDATE" -> {
        if (state == State.CONFIRMED && Bodies.sdp(request) != null) {
          asked(request);
        } else if (state == State.CONFIRMED && sessionTimer.isRefresh(request)) {
          refreshed(request);
        } else {
          listener.onRequest(this, request);
        }
      }
      default -> listener.onRequest(this, request);
    }
  }

  private void acknowledged(SipServletRequest ack) {
    if (!established) {
      ended();
      return;
    }
    cancelWait();
    descriptions.acknowledged(Bodies.sdp(ack));
    if (quietAck) {
      quietAck = false;
    } else {
      listener.onAck(this, ack);
    }
  }

  private void cancelled(SipServletRequest cancel) {
    theirs = null;
    descriptions.rejected();
    boolean early = state == State.EARLY;
    listener.onCancel(this, cancel);
    if (early) {
      awaitAckOfRefusal();
    }
  }

  private void byeReceived(SipServletRequest bye) {
    Sending.send(bye.createResponse(SipServletResponse.SC_OK));
    if (state == State.ENDED) {
      return;
    }
    stopTimers();
    state = State.ENDING;
    answerOvertaken();
    listener.onBye(this, bye);
    ended();
  }

  private void asked(SipServletRequest request) {
    if (state == State.ENDING || state == State.ENDED) {
      Sending.send(request.createResponse(SipServletResponse.SC_CALL_LEG_DONE));
    } else if (ours != null) {
      // RFC 3261 14.2: ours is outstanding.
      Sending.send(request.createResponse(SipServletResponse.SC_REQUEST_PENDING));
    } else if (theirs != null) {
      SipServletResponse busy = request.createResponse(SipServletResponse.SC_SERVER_INTERNAL_ERROR);
      busy.setHeader("Retry-After", Integer.toString(support.random().applyAsInt(11)));
      Sending.send(busy);
    } else if (support.sessionTimer().rejects(request)) {
      Sending.send(support.sessionTimer().tooSmall(request));
    } else if (sessionTimer.isRefresh(request) && descriptions.repeats(Bodies.sdp(request))) {
      refreshed(request);
    } else {
      theirs = request;
      sessionTimer.peerIs(request);
      descriptions.offered(Bodies.sdp(request));
      listener.onModification(this, request);
    }
  }

  /** RFC 4028 7.4: nothing changes, so the other side need not hear of it. */
  private void refreshed(SipServletRequest request) {
    if (support.sessionTimer().rejects(request)) {
      Sending.send(support.sessionTimer().tooSmall(request));
      return;
    }
    theirs = request;
    quietAck = request.getMethod().equals("INVITE");
    SipServletResponse ok = request.createResponse(SipServletResponse.SC_OK);
    String inForce = descriptions.sent();
    if (inForce != null && Bodies.sdp(request) != null) {
      Bodies.setSdp(ok, inForce);
    }
    answer(ok);
  }

  /** Every response to what was sent on this leg, provisional or final. */
  public void receive(SipServletResponse response) {
    if (sessionTimer.takes(response)) {
      return;
    }
    switch (response.getMethod()) {
      case "INVITE", "UPDATE" -> {
        if (response.getStatus() < 200) {
          provisional(response);
        } else {
          answered(response);
        }
      }
      case "BYE" -> {
        // The BYE of another branch of a fork has its answer on that branch's session.
        if (response.getStatus() >= 200 && response.getSession().equals(session)) {
          listener.onResponse(this, response);
          ended();
        }
      }
      case "CANCEL" -> {}
      default -> listener.onResponse(this, response);
    }
  }

  private void provisional(SipServletResponse response) {
    provisional = true;
    adopt(response.getSession());
    if (state == State.ENDING) {
      cancel();
    } else {
      listener.onResponse(this, response);
    }
  }

  private void answered(SipServletResponse response) {
    boolean invite = response.getMethod().equals("INVITE");
    boolean accepted = response.getStatus() < 300;
    if (invite && accepted && isUnwanted(response)) {
      // RFC 3261 13.2.2.4: another branch of a fork, or the answer crossed our CANCEL.
      ack(response, null);
      SipSession dialog = response.getSession();
      if (dialog.equals(session) || state == State.ENDING) {
        ours = null;
        session = dialog;
        state = State.ENDING;
        bye(dialog, bye -> {});
      } else {
        SipServletRequest bye = inDialog(dialog, "BYE");
        if (bye != null) {
          Sending.send(bye);
        }
      }
      return;
    }
    if (isAnswerTo(ours, response)) {
      ours = null;
    }
    if (accepted) {
      adopt(response.getSession());
      if (state == State.EARLY && invite) {
        session = response.getSession();
        confirmed();
      }
      sessionTimer.answered(response);
      descriptions.answered(Bodies.sdp(response));
      listener.onResponse(this, response);
    } else {
      descriptions.rejected();
      boolean over = state == State.EARLY || (state == State.ENDING && outgoing && !established);
      listener.onResponse(this, response);
      if (over) {
        ended();
      }
    }
  }

  private void confirmed() {
    established = true;
    state = State.CONFIRMED;
  }

  private boolean isUnwanted(SipServletResponse response) {
    return state == State.ENDING
        || state == State.ENDED
        || (state == State.CONFIRMED && !response.getSession().equals(session));
  }

  private static boolean isAnswerTo(
      @Nullable SipServletRequest request, SipServletResponse response) {
    return request != null && Objects.equals(request.getHeader("CSeq"), response.getHeader("CSeq"));
  }

  /** Early dialogs of a fork come as sessions of their own. */
  private void adopt(SipSession dialog) {
    if (dialog.getAttribute(ATTRIBUTE) == null) {
      dialog.setAttribute(ATTRIBUTE, this);
    }
  }

  private static boolean changesSession(SipServletRequest request) {
    String method = request.getMethod();
    return method.equals("INVITE") || (method.equals("UPDATE") && Bodies.sdp(request) != null);
  }

  private void awaitAck() {
    cancelWait();
    wait = support.timers().schedule(support.ackWait(), () -> owner.execute(this::ackMissing));
  }

  private void ackMissing() {
    if (wait != null && isOpen()) {
      wait = null;
      listener.onLost(this, Loss.ACK_MISSING);
    }
  }

  void lost(Loss why) {
    if (isOpen()) {
      listener.onLost(this, why);
    }
  }

  private void cancelWait() {
    Timer waiting = wait;
    wait = null;
    if (waiting != null) {
      waiting.cancel();
    }
  }

  private void stopTimers() {
    cancelWait();
    sessionTimer.stop();
  }

  private void ended() {
    if (state != State.ENDED) {
      state = State.ENDED;
      stopTimers();
      listener.onEnded(this);
    }
  }
}
