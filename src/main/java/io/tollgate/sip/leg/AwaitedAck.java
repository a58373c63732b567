package io.tollgate.sip.leg;

import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers.Timer;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The ACK of our latest 2xx (RFC 3261 13.3.1.4): told once, and missed after 64*T1. ACKs carry the
 * number of their INVITE: one that comes late is not taken for the ACK of the next INVITE.
 */
final class AwaitedAck {
  private final LegSupport support;
  private final Owner owner;
  private final Runnable missing;
  private @Nullable String number;
  private boolean quiet;
  private @Nullable Timer limit;

  AwaitedAck(LegSupport support, Owner owner, Runnable missing) {
    this.support = support;
    this.owner = owner;
    this.missing = missing;
  }

  /**
   * @param quietly the ACK of a session refresh says nothing to anybody
   */
  void of(SipServletRequest invite, boolean quietly) {
    stop();
    String awaited = number(invite);
    number = awaited;
    quiet = quietly;
    limit = support.timers().schedule(support.ackWait(), owner, () -> elapsed(awaited));
  }

  private void elapsed(String awaited) {
    if (awaited.equals(number)) {
      stop();
      missing.run();
    }
  }

  boolean isAwaited() {
    return number != null;
  }

  boolean is(SipServletRequest ack) {
    return number(ack).equals(number);
  }

  /** It came; true if somebody is to be told. */
  boolean came() {
    stop();
    return !quiet;
  }

  void stop() {
    number = null;
    Timer waiting = limit;
    limit = null;
    if (waiting != null) {
      waiting.cancel();
    }
  }

  private static String number(SipServletRequest request) {
    String cseq = request.getHeader("CSeq");
    return cseq == null ? "" : cseq.strip().replaceFirst("\\s.*", "");
  }
}
