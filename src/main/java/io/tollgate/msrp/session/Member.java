package io.tollgate.msrp.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A participant at its leg, and how well it keeps up. */
final class Member {
  private static final int MOST_HALVINGS = 20;

  final MessageLeg leg;
  final FocusSide side;

  final Addresses addresses = new Addresses();

  @Nullable String nickname;
  private final long patience;
  private long waitedSince;
  private boolean waiting;
  private boolean slow;
  private int inVain;

  Member(MessageLeg leg, FocusSide side, long patienceNanos) {
    this.leg = leg;
    this.side = side;
    this.patience = patienceNanos;
    addresses.add(List.of(side.participant().uri()));
    addresses.add(side.participant().others());
  }

  /**
   * Whether a sender should wait for this receiver: while it is behind, but not for long, and each
   * time in vain makes the next one shorter. A receiver that lags now and then paces the sender;
   * one that stopped reading loses its copies, and nobody else does.
   */
  boolean holdsUp(boolean behind, long now) {
    if (!behind) {
      inVain = waiting ? 0 : inVain;
      waiting = false;
      slow = false;
      return false;
    }
    if (slow) {
      return false;
    }
    if (!waiting) {
      waiting = true;
      waitedSince = now;
    }
    if (now - waitedSince > patience >> Math.min(inVain, MOST_HALVINGS)) {
      waiting = false;
      slow = true;
      inVain++;
      return false;
    }
    return true;
  }
}
