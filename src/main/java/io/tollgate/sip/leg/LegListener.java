package io.tollgate.sip.leg;

import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/** What happens on a leg; always called by the owner of its application session. */
public interface LegListener {

  /**
   * A re-INVITE, or an UPDATE that carries a session description. Glare, overlapping requests and
   * session refreshes were answered by the leg. To be answered by {@link Leg#answer}.
   */
  void onModification(Leg leg, SipServletRequest request);

  /** The peer ends the dialog. The BYE was answered, and so was a re-INVITE that it overtook. */
  void onBye(Leg leg, SipServletRequest bye);

  /** Any other request in the dialog, to be answered by the listener. */
  void onRequest(Leg leg, SipServletRequest request);

  /** Responses to everything that was sent on the leg, except to its session refreshes. */
  void onResponse(Leg leg, SipServletResponse response);

  /**
   * The 2xx that was sent on the leg is acknowledged.
   *
   * @param sdp what the ACK said to it; null for nothing
   */
  void onAck(Leg leg, @Nullable String sdp);

  /** Our re-INVITE, UPDATE or refresh is answered, and everybody told: the next one may go out. */
  default void onIdle(Leg leg) {}

  /** The peer gave up its INVITE; the container has answered 487. */
  void onCancel(Leg leg, SipServletRequest cancel);

  /** The peer is gone, or treats the dialog as gone. The listener releases the leg. */
  void onLost(Leg leg, Loss why);

  /**
   * The dialog is over, whoever ended it, and nothing more will be sent or come on this leg. Told
   * once, after the call that told of the end itself.
   */
  void onEnded(Leg leg);

  /** What came on the leg could not be dealt with; a request has its 500. */
  default void onFailure(Leg leg, RuntimeException why) {
    throw why;
  }

  /** How a dialog was lost. */
  enum Loss {
    /** No ACK within 64*T1 of the 2xx (RFC 3261 13.3.1.4). */
    ACK_MISSING,
    /** No refresh came in time (RFC 4028 10). */
    SESSION_EXPIRED,
    /** Our refresh was answered 408 or 481 (RFC 3261 12.2.1.2). */
    REFRESH_FAILED,
    /** An answer, an ACK or a change could not be sent to it. */
    UNREACHABLE
  }
}
