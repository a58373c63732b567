package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Refusal;
import io.tollgate.sip.leg.LegListener.Loss;
import io.tollgate.sip.trust.NeighbourHost;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
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

  private final Owner owner;
  private final LegListener listener;
  private final boolean outgoing;
  private final String peer;
  private final SessionDescriptions descriptions = new SessionDescriptions();
  private final SessionTimer sessionTimer;
  private final OurRequests ours;
  private final TheirRequests theirs;
  private final Farewell farewell;
  private final DialogEntry entry;
  private SipSession session;
  private State state = State.EARLY;
  private boolean established;
  private boolean unfinished;

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
    this.owner = owner;
    this.listener = listener;
    this.outgoing = outgoing;
    // Neighbours are few, legs are many.
    this.peer = (outgoing ? NeighbourHost.after(invite) : NeighbourHost.before(invite)).intern();
    this.session = invite.getSession();
    this.sessionTimer = new SessionTimer(this, support, owner);
    this.ours = new OurRequests(this, support, owner, listener, sessionTimer, descriptions);
    this.theirs = new TheirRequests(this, support, owner, listener, sessionTimer, descriptions);
    this.farewell = new Farewell(this, support, owner);
    this.entry = new DialogEntry(support.book(), owner, invite);
    session.setAttribute(ATTRIBUTE, this);
  }

  /** The leg of a party that invites us. */
  public static Leg incoming(
      LegSupport support, Owner owner, LegListener listener, SipServletRequest invite) {
    Leg leg = new Leg(support, owner, listener, invite, false);
    leg.theirs.take(invite);
    return leg;
  }

  /** The leg of a party that we invite; the INVITE is yet to be sent by {@link #send}. */
  public static Leg outgoing(
      LegSupport support, Owner owner, LegListener listener, SipServletRequest invite) {
    return new Leg(support, owner, listener, invite, true);
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
    return theirs.isUnanswered() || ours.isOut();
  }

  /** A re-INVITE or UPDATE of the peer's is unanswered. */
  public boolean isAsked() {
    return theirs.isUnanswered();
  }

  /** The peer has yet to acknowledge our 2xx. */
  public boolean isAwaitingAck() {
    return theirs.isAwaitingAck();
  }

  /**
   * The peer's INVITE is about to be accepted. Told before what is charged for it, the dialog is
   * kept for other servers in the same commit.
   *
   * @param icid of the call; empty where the INVITE says it
   */
  public void announce(String icid) {
    SipServletRequest invite = theirs.invite();
    if (state == State.EARLY && invite != null) {
      entry.expected(invite, icid);
    }
  }

  /** Runs the task once other servers know of the dialog; nobody should before that. */
  public void whenAnnounced(Runnable task) {
    entry.whenSettled(task);
  }

  /** The least session interval that the peer accepts, as its 422 said (RFC 4028 7.4). */
  public void requireInterval(int seconds) {
    sessionTimer.require(seconds);
  }

  // Towards the peer

  /** A request in the dialog, to be completed and sent by {@link #send}. */
  public SipServletRequest request(String method) {
    return Sending.inDialog(session, method);
  }

  /** False if it could not be sent; no answer will come then, and a leg that it began is over. */
  public boolean send(SipServletRequest request) {
    boolean sent = ours.send(request);
    if (!sent && outgoing && state == State.EARLY && request.getMethod().equals("INVITE")) {
      abandon();
    }
    return sent;
  }

  /** Answers the peer's INVITE, re-INVITE or UPDATE with SDP; 1xx are sent by {@link Sending}. */
  public void answer(SipServletResponse response) {
    theirs.answer(response);
  }

  /**
   * As {@link #answer(SipServletResponse)}, where the connection that the INVITE came on may be
   * gone, so that there is nothing left to be answered.
   */
  public void answer(Supplier<SipServletResponse> response) {
    SipServletResponse made;
    try {
      made = response.get();
    } catch (IllegalStateException gone) {
      LOG.debug("no answer to Call-ID {}: {}", callId(), gone.toString());
      abandon();
      return;
    }
    answer(made);
  }

  /** Acknowledges a 2xx; false if that is not possible, and the peer will never know. */
  public boolean ack(SipServletResponse response, @Nullable String sdp) {
    descriptions.acknowledging(sdp);
    boolean sent = Sending.acknowledge(response, sdp);
    if (!sent) {
      unfinished = true;
      unreachable();
    }
    return sent;
  }

  /**
   * As {@link #ack}, once other servers know of the dialog: a peer that is not acknowledged ends it
   * by itself (RFC 3261 13.3.1.4), should this server die before that.
   *
   * @return false if it was not possible; what happens later is told to the listener
   */
  public boolean ackOnceAnnounced(SipServletResponse response) {
    if (entry.isSettled()) {
      return ack(response, null);
    }
    entry.onceSettled(() -> ack(response, null));
    return true;
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
    farewell.release(completer);
  }

  /** Gives up the re-INVITE that is unanswered, if one is; its answer still comes. */
  public void cancel() {
    ours.cancel(cancel -> {});
  }

  /** Ends it in whatever state it is: an INVITE of the peer that nobody answered is answered. */
  public void giveUp(Refusal why) {
    if (state == State.EARLY && !outgoing) {
      try {
        theirs.giveUp(why);
      } catch (IllegalStateException gone) {
        LOG.debug("no answer to Call-ID {}: {}", callId(), gone.toString());
        abandon();
      }
    }
    release(Reason.of(why));
  }

  /**
   * Something could not be sent to the peer. Told when whatever is being done is done: it may have
   * something to say of its own to that.
   */
  public void unreachable() {
    owner.execute(() -> lost(Loss.UNREACHABLE));
  }

  // From the peer

  /** Every request of the dialog, ACK and CANCEL among them. */
  public void receive(SipServletRequest request) {
    owner.here(
        () -> {
          try {
            received(request);
          } catch (RuntimeException e) {
            // It may have been answered already, as when the container let go of the session.
            Attempt.at(() -> theirs.failed(request));
            listener.onFailure(this, e);
          }
        });
  }

  private void received(SipServletRequest request) {
    switch (request.getMethod()) {
      case "ACK" -> theirs.acknowledged(request);
      case "CANCEL" -> theirs.cancelled(request);
      case "BYE" -> byeReceived(request);
      case "INVITE" -> theirs.receive(request);
      case "UPDATE" -> {
        if (state == State.CONFIRMED && Bodies.sdp(request) != null) {
          theirs.receive(request);
        } else if (state == State.CONFIRMED && sessionTimer.isRefresh(request)) {
          theirs.refreshed(request);
        } else {
          listener.onRequest(this, request);
        }
      }
      default -> listener.onRequest(this, request);
    }
  }

  private void byeReceived(SipServletRequest bye) {
    Sending.send(bye.createResponse(SipServletResponse.SC_OK));
    if (state == State.ENDED) {
      return;
    }
    stopTimers();
    state = State.ENDING;
    theirs.overtaken();
    listener.onBye(this, bye);
    over();
  }

  /** Every response to what was sent on this leg, provisional or final. */
  public void receive(SipServletResponse response) {
    owner.here(
        () -> {
          try {
            received(response);
          } catch (RuntimeException e) {
            listener.onFailure(this, e);
          }
        });
  }

  private void received(SipServletResponse response) {
    boolean busy = ours.isOut();
    dispatch(response);
    if (busy && !ours.isOut() && state == State.CONFIRMED) {
      theirs.oursAnswered(response.getStatus() == SipServletResponse.SC_REQUEST_PENDING);
    }
    if (busy && !ours.isOut() && state == State.CONFIRMED) {
      listener.onIdle(this);
    }
  }

  private void dispatch(SipServletResponse response) {
    if (sessionTimer.takes(response)) {
      return;
    }
    switch (response.getMethod()) {
      case "INVITE", "UPDATE" -> ours.receive(response);
      case "BYE" -> {
        // The BYE of another branch of a fork has its answer on that branch's session.
        if (response.getStatus() >= 200 && response.getSession().equals(session)) {
          listener.onResponse(this, response);
          over();
        }
      }
      case "CANCEL" -> {}
      default -> listener.onResponse(this, response);
    }
  }

  // Among the parts of a leg

  OurRequests ours() {
    return ours;
  }

  TheirRequests theirs() {
    return theirs;
  }

  DialogEntry entry() {
    return entry;
  }

  Farewell farewell() {
    return farewell;
  }

  void enter(State next) {
    state = next;
  }

  /** The dialog that counts, of those that a fork made. */
  void session(SipSession dialog) {
    session = dialog;
  }

  /** Early dialogs of a fork come as sessions of their own. */
  void adopt(SipSession dialog) {
    if (dialog.getAttribute(ATTRIBUTE) == null) {
      dialog.setAttribute(ATTRIBUTE, this);
    }
  }

  void confirmed() {
    established = true;
    state = State.CONFIRMED;
  }

  boolean wasEstablished() {
    return established;
  }

  void lost(Loss why) {
    if (isOpen()) {
      listener.onLost(this, why);
    }
  }

  void stopTimers() {
    ours.stop();
    theirs.stop();
    farewell.stop();
    sessionTimer.stop();
  }

  void over() {
    if (state != State.ENDED) {
      state = State.ENDED;
      stopTimers();
      entry.over();
      SipSession dialog = session;
      listener.onEnded(this);
      if (unfinished && dialog.isValid()) {
        dialog.invalidate();
      }
    }
  }

  /** No message will end the dialog, or begin it: the container would wait for one for ever. */
  void abandon() {
    unfinished = true;
    over();
  }
}
