package io.tollgate.sip.participating;

import io.tollgate.charging.Refusal;
import io.tollgate.charging.flow.Procedure;
import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.LegListener.Loss;
import io.tollgate.sip.leg.Reason;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * F4, N3, N12: the legs are released at once, as BYE waits for nobody; the session ends for
 * charging when the media has been counted.
 */
final class Ending implements Phase {
  /** Cause-Code 861 (TS 32.299): normal end of session, and a 2xx that was never acknowledged. */
  static final int NORMAL = 0;

  static final int NO_ACK = 2;
  static final int INTERNAL_ERROR = 3;

  private final SessionParts session;

  Ending(SessionParts session) {
    this.session = session;
  }

  /** F4a: one party ended it. */
  void byParty(Leg from, SipServletRequest bye) {
    Leg other = session.other(from);
    if (other != null) {
      other.release(copy -> session.context().legs().headers().headers(bye, copy, other.peer()));
    }
    close(Procedure.END, NORMAL, bye.getHeader(Reason.HEADER));
  }

  /** F4b, N12: this server ends it. */
  void byServer(Refusal why, Procedure procedure, int cause) {
    String reason = Reason.of(why);
    releaseBoth(bye -> bye.setHeader(Reason.HEADER, reason));
    close(procedure, cause, reason);
  }

  private void releaseBoth(Consumer<SipServletRequest> completer) {
    session.caller().release(completer);
    Leg callee = session.callee();
    if (callee != null) {
      callee.release(completer);
    }
  }

  private void close(Procedure procedure, int cause, @Nullable String reason) {
    Instant at = session.facts().now();
    LastCharge last =
        new LastCharge(
            session::chargingClosed,
            () -> session.facts().event("BYE", at, at).withCause(cause, reason));
    Runnable charge = () -> session.charged().walk(procedure, last);
    CompletableFuture<?> counted = session.media().close().toCompletableFuture();
    if (counted.isDone()) {
      charge.run();
    } else {
      counted.whenComplete((counters, failure) -> session.owner().execute(charge));
    }
  }

  @Override
  public void onModification(Leg from, SipServletRequest request) {
    from.answer(request.createResponse(SipServletResponse.SC_CALL_LEG_DONE));
  }

  @Override
  public void onBye(Leg from, SipServletRequest bye) {
    // Both parties hung up at once; the legs see to themselves.
  }

  @Override
  public void onResponse(Leg from, SipServletResponse response) {
    // A late answer to what the end has overtaken.
  }

  @Override
  public void onAck(Leg from, @Nullable String sdp) {
    // Of a 2xx that the end has overtaken.
  }

  @Override
  public void onCancel(Leg from, SipServletRequest cancel) {
    // Nothing is left to be cancelled.
  }

  @Override
  public void onLost(Leg from, Loss why) {
    from.release((String) null);
  }

  @Override
  public void end(Refusal why, ServerEnd how) {
    // It is ending.
  }
}
