package io.tollgate.msrp.session;

import org.jspecify.annotations.Nullable;

/** A participant at his leg, and how well he keeps up. */
final class Member {
  final Leg leg;
  final FocusSide side;

  /** His identity as CPIM headers are compared with it. */
  final String identity;

  @Nullable String nickname;
  private final long patience;
  private long waitedSince;
  private boolean waiting;
  private long slowUntil;
  private boolean slow;

  Member(Leg leg, FocusSide side, long patienceNanos) {
    this.leg = leg;
    this.side = side;
    this.identity = CpimHead.normal(side.participant().uri());
    this.patience = patienceNanos;
  }

  /**
   * Whether a sender should wait for this receiver: while it is behind, but not for long, and not
   * again soon when that did not help. A receiver that only reads too slowly paces the sender a
   * little; one that stopped reading loses its copies, and nobody else does.
   */
  boolean holdsUp(boolean behind, long now) {
    if (!behind) {
      waiting = false;
      return false;
    }
    if (slow && now - slowUntil < 0) {
      return false;
    }
    slow = false;
    if (!waiting) {
      waiting = true;
      waitedSince = now;
    }
    if (now - waitedSince > patience) {
      waiting = false;
      slow = true;
      slowUntil = now + 30 * patience;
      return false;
    }
    return true;
  }
}
