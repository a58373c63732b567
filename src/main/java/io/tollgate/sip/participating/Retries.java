package io.tollgate.sip.participating;

import io.tollgate.sip.leg.Leg;
import io.tollgate.sip.leg.LegSupport;
import java.time.Duration;

/** Tries a change again that met one of the other party's (RFC 3261 14.1). */
final class Retries {
  private static final int LIMIT = 3;

  private final SessionParts session;
  private final Leg towards;
  private int tried;
  private boolean waiting;

  Retries(SessionParts session, Leg towards) {
    this.session = session;
    this.towards = towards;
  }

  /** The next one is due after a while. */
  boolean isWaiting() {
    return waiting;
  }

  /** 2.1 to 4 s for the owner of the Call-ID, 0 to 2 s for the other; false if often enough. */
  boolean later(Runnable retry) {
    if (tried++ >= LIMIT) {
      return false;
    }
    LegSupport support = session.context().legs();
    long random = support.random().applyAsInt(200) * 10L;
    Duration wait =
        Duration.ofMillis(towards.isOutgoing() ? 2_100 + Math.min(random, 1_900) : random);
    waiting = true;
    support
        .timers()
        .schedule(
            wait,
            session.owner(),
            () -> {
              waiting = false;
              retry.run();
            });
    return true;
  }
}
