package io.tollgate.sip.leg;

import io.tollgate.log.Brief;
import io.tollgate.sip.container.LocalInterfaces;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import javax.servlet.sip.Rel100Exception;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages to the container. A message that cannot be sent (the dialog ended under it, the
 * next hop cannot be resolved) is told by the answer, once, and logged here.
 */
public final class Sending {
  private static final Logger LOG = LogManager.getLogger(Sending.class);

  /** They go the way of the request that they belong to. */
  private static final Set<String> BOUND = Set.of("ACK", "CANCEL");

  private Sending() {}

  public static boolean send(SipServletMessage message) {
    try {
      if (message instanceof SipServletRequest request && !BOUND.contains(request.getMethod())) {
        LocalInterfaces.leaving(request);
      }
      message.send();
      if (message instanceof SipServletResponse response) {
        RecentRequests.answered(response);
      }
      return true;
    } catch (IOException | RuntimeException e) {
      // Containers have thrown whatever there is, at a scheme or a transport that they do not know.
      LOG.warn(
          "{} of Call-ID {} not sent: {}", message.getMethod(), message.getCallId(), Brief.of(e));
      if (message instanceof SipServletResponse response) {
        endTransaction(response);
      }
      return false;
    }
  }

  /**
   * Who waits for a final answer gets one. A container may refuse what another party wrote, as a
   * 200 to SUBSCRIBE without Expires (RFC 6665 4.2.1.1); RFC 3261 16.7 has 500 for what cannot go
   * on.
   */
  private static void endTransaction(SipServletResponse unsent) {
    SipServletRequest request = unsent.getRequest();
    if (unsent.getStatus() < 200
        || unsent.getStatus() == SipServletResponse.SC_SERVER_INTERNAL_ERROR
        || request == null) {
      return;
    }
    try {
      request.createResponse(SipServletResponse.SC_SERVER_INTERNAL_ERROR).send();
    } catch (IOException | RuntimeException e) {
      LOG.debug("nor could 500 be sent in its place: {}", Brief.of(e));
    }
  }

  /**
   * A request in a dialog. Containers throw whatever there is where the other side wrote a Contact
   * that is no SIP URI, or where they have let go of the dialog under us.
   *
   * @throws IllegalStateException where there can be none
   */
  public static SipServletRequest inDialog(SipSession dialog, String method) {
    try {
      return dialog.createRequest(method);
    } catch (IllegalStateException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalStateException(Brief.of(e), e);
    }
  }

  /**
   * An answer that is made of another one, or of a reason. Whoever asked may be gone: then the
   * container has let go of the transaction or the session, and makes none.
   *
   * @return false if nothing was sent
   */
  public static boolean answer(SipServletRequest asked, Supplier<SipServletResponse> made) {
    SipServletResponse answer;
    try {
      answer = made.get();
    } catch (RuntimeException e) {
      LOG.info(
          "{} of Call-ID {} gets no answer any more: {}",
          asked.getMethod(),
          asked.getCallId(),
          Brief.of(e));
      return false;
    }
    return send(answer);
  }

  /** Also where the container does so at this moment, by another thread. */
  public static void letGo(SipApplicationSession session) {
    try {
      if (session.isValid()) {
        session.invalidate();
      }
    } catch (IllegalStateException e) {
      LOG.debug("application session {} is gone already: {}", session.getId(), Brief.of(e));
    }
  }

  /** The ACK of a 2xx: it goes to the Contact of that, which may lead nowhere. */
  static boolean acknowledge(SipServletResponse response, @Nullable String sdp) {
    if (response.getHeader("Contact") == null) {
      LOG.warn("a 2xx without Contact in the call with Call-ID {}", response.getCallId());
      return false;
    }
    SipServletRequest ack;
    try {
      ack = response.createAck();
    } catch (RuntimeException e) {
      LOG.warn("ACK of Call-ID {} not made: {}", response.getCallId(), Brief.of(e));
      return false;
    }
    if (ack == null) {
      // Restcomm's way to say that it cannot be made; it has logged that itself.
      return false;
    }
    if (sdp != null) {
      Bodies.setSdp(ack, sdp);
    }
    return send(ack);
  }

  /** A provisional response, acknowledged by PRACK (RFC 3262). */
  public static boolean sendReliably(SipServletResponse response) {
    try {
      response.sendReliably();
      return true;
    } catch (Rel100Exception | RuntimeException e) {
      LOG.warn(
          "{} of Call-ID {} not sent: {}", response.getStatus(), response.getCallId(), Brief.of(e));
      return false;
    }
  }
}
