package io.tollgate.sip.container;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipSession;
import javax.servlet.sip.SipURI;
import org.jspecify.annotations.Nullable;

/**
 * What the application needs of its container beyond JSR 289. One application session has one owner
 * at a time; a thread that is not the owner (a Diameter answer, a timer, the MSRP relay) comes back
 * through here and never touches the session itself.
 */
public interface SipContainer {

  /**
   * Runs the work as the owner of the application session, after the caller's own turn. When there
   * is no such session any more, {@link SessionWork#gone()} is called instead: exactly one of the
   * two happens, once. May be called from any thread, the owner included.
   */
  void asOwner(String applicationSessionId, SessionWork work);

  /** As {@link #asOwner}, once the delay is over; the answer takes it back. */
  Scheduled asOwnerAfter(String applicationSessionId, Duration delay, SessionWork work);

  /**
   * Where this server is reached. Restcomm fills the list after the application's start, so read it
   * when it is needed and do not keep it.
   */
  List<SipURI> listeningPoints();

  /**
   * A header as it came, where the container's parser does not take it and hides it; null for one
   * that is not there, or not hidden.
   */
  default @Nullable String hiddenHeader(SipServletMessage message, String name) {
    return null;
  }

  /**
   * True once there was a first answer to an INVITE of ours, be it the 100 that applications are
   * not told of. Where that cannot be found out of a re-INVITE, it is only what the application
   * saw.
   */
  default boolean isProceeding(SipServletRequest invite) {
    SipSession session = invite.getSession();
    return session.isValid() && session.getState() == SipSession.State.EARLY;
  }

  /** Where a message came from. */
  Origin origin(SipServletMessage message);

  /** Tells the stack for which session octets came: it sends a silent host no more than that. */
  default void account(SipServletMessage message) {}

  /**
   * Where a message came from.
   *
   * @param admittedAs the standing that the stack gave its sender when it let the message in; null
   *     where nobody looked
   * @param source the address that it was sent from; null for one that was made here
   */
  record Origin(@Nullable String admittedAs, @Nullable InetAddress source) {}

  /** The application sessions alive now. */
  int liveSessions();

  /** Work handed over that has neither run nor been told that its session is gone. */
  int pendingWork();

  /** A delayed hand-over. */
  interface Scheduled {
    /** Neither the work nor {@code gone} is called after this, unless one of them already was. */
    void cancel();
  }
}
