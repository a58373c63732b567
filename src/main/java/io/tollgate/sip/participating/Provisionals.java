package io.tollgate.sip.participating;

import io.tollgate.log.Brief;
import io.tollgate.sip.leg.Bodies;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.Sending;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import javax.servlet.sip.Rel100Exception;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Provisional answers on their way to the caller; reliable ones stay reliable, and their PRACK goes
 * the other way (RFC 3262).
 */
final class Provisionals {
  private static final Logger LOG = LogManager.getLogger(Provisionals.class);
  private static final String RELIABLE = "100rel";

  private final HeaderTransparency headers;
  private final RelayedRequests relayed;
  private @Nullable Queue<SipServletResponse> unacknowledged;

  Provisionals(HeaderTransparency headers, RelayedRequests relayed) {
    this.headers = headers;
    this.relayed = relayed;
  }

  /**
   * @param sdp the session description for the caller, if the response carries one
   * @return false if the caller cannot be reached
   */
  boolean pass(SipServletRequest invite, SipServletResponse response, @Nullable String sdp) {
    SipServletResponse copy = Responses.relayed(invite, response, headers);
    Bodies.copy(response, copy);
    if (sdp != null) {
      Bodies.replaceSdp(copy, sdp);
    }
    if (!has(response, "Require")) {
      return Sending.send(copy);
    } else if (has(invite, "Supported") || has(invite, "Require")) {
      // The container writes Require itself.
      copy.removeHeader("Require");
      Queue<SipServletResponse> waiting =
          unacknowledged == null ? new ArrayDeque<>(2) : unacknowledged;
      unacknowledged = waiting;
      waiting.add(response);
      return Sending.sendReliably(copy);
    } else {
      copy.removeHeader("Require");
      acknowledge(response, null);
      return Sending.send(copy);
    }
  }

  /** The caller's PRACK acknowledges the oldest reliable response that is unacknowledged. */
  boolean takes(SipServletRequest request) {
    SipServletResponse response =
        request.getMethod().equals("PRACK") && unacknowledged != null
            ? unacknowledged.poll()
            : null;
    if (response == null) {
      return false;
    }
    acknowledge(response, request);
    return true;
  }

  private void acknowledge(SipServletResponse response, @Nullable SipServletRequest cause) {
    SipServletRequest prack = prack(response);
    if (prack == null) {
      if (cause != null) {
        // It has acknowledged what it was sent; how the call ends comes with the final answer.
        Sending.send(cause.createResponse(SipServletResponse.SC_OK));
      }
    } else if (cause == null) {
      Sending.send(prack);
    } else {
      relayed.send(cause, prack);
    }
  }

  /**
   * Null where the callee has refused in the meantime: then the container has no dialog any more.
   */
  private static @Nullable SipServletRequest prack(SipServletResponse response) {
    try {
      return response.createPrack();
    } catch (Rel100Exception | IllegalStateException e) {
      LOG.warn(
          "{} of Call-ID {} not acknowledged: {}",
          response.getStatus(),
          response.getCallId(),
          Brief.of(e));
      return null;
    }
  }

  private static boolean has(SipServletMessage message, String header) {
    return HeaderTransparency.all(message, header).stream()
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(RELIABLE));
  }
}
