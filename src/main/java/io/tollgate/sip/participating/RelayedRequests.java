package io.tollgate.sip.participating;

import io.tollgate.sip.content.SignallingBodies;
import io.tollgate.sip.leg.Exchange;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.Sending;
import java.util.function.IntConsumer;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipSession;
import org.jspecify.annotations.Nullable;

/**
 * Requests that pass from one dialog to the other without a meaning of their own here: INFO,
 * OPTIONS, MESSAGE, REFER, SUBSCRIBE, NOTIFY and UPDATE without a session description.
 */
final class RelayedRequests {
  private final HeaderTransparency headers;

  RelayedRequests(HeaderTransparency headers) {
    this.headers = headers;
  }

  /**
   * What may be content is refused here, as nothing is charged for it.
   *
   * @param towards the other dialog; null if there is none any more
   */
  void forward(SipServletRequest request, @Nullable SipSession towards) {
    if (refusesBody(request)) {
      return;
    }
    forward(request, towards, status -> {});
  }

  /** RFC 3261 21.4.13. */
  static boolean refusesBody(SipServletRequest request) {
    if (SignallingBodies.isOne(request)) {
      return false;
    }
    SipServletResponse refusal =
        request.createResponse(SipServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
    refusal.setHeader("Accept", SignallingBodies.ACCEPTED);
    Sending.send(refusal);
    return true;
  }

  /**
   * @param outcome told the final status once
   */
  void forward(SipServletRequest request, @Nullable SipSession towards, IntConsumer outcome) {
    if (towards == null || !towards.isValid()) {
      Sending.send(request.createResponse(SipServletResponse.SC_CALL_LEG_DONE));
      outcome.accept(SipServletResponse.SC_CALL_LEG_DONE);
      return;
    }
    SipServletRequest copy;
    try {
      copy = Sending.inDialog(towards, request.getMethod());
    } catch (IllegalStateException noDialogYet) {
      SipServletResponse later =
          request.createResponse(SipServletResponse.SC_SERVER_INTERNAL_ERROR);
      later.setHeader("Retry-After", "1");
      Sending.send(later);
      outcome.accept(SipServletResponse.SC_SERVER_INTERNAL_ERROR);
      return;
    }
    send(request, copy, outcome);
  }

  /** Completes the other dialog's request after the one that caused it, and links their answers. */
  void send(SipServletRequest cause, SipServletRequest copy) {
    send(cause, copy, status -> {});
  }

  private void send(SipServletRequest cause, SipServletRequest copy, IntConsumer outcome) {
    headers.copy(cause, copy, Leg.peerOf(copy.getSession()));
    if (!Exchange.start(
        copy,
        response -> {
          passOn(cause, response);
          if (response.getStatus() >= 200) {
            outcome.accept(response.getStatus());
          }
          Leg silent =
              response.getStatus() == SipServletResponse.SC_REQUEST_TIMEOUT ? Leg.of(copy) : null;
          if (silent != null) {
            // RFC 3261 12.2.1.2: the dialog is gone.
            silent.unreachable();
          }
        })) {
      Sending.send(cause.createResponse(SipServletResponse.SC_SERVER_INTERNAL_ERROR));
      outcome.accept(SipServletResponse.SC_SERVER_INTERNAL_ERROR);
    }
  }

  private void passOn(SipServletRequest cause, SipServletResponse response) {
    if (response.getStatus() > 100 && !cause.isCommitted()) {
      boolean unused =
          Sending.answer(
              cause,
              () -> {
                SipServletResponse copy =
                    cause.createResponse(response.getStatus(), response.getReasonPhrase());
                headers.copy(response, copy, Responses.towards(cause));
                return copy;
              });
    }
  }
}
