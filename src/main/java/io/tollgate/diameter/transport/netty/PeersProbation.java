package io.tollgate.diameter.transport.netty;

import java.time.Duration;

/**
 * Whether the peer has us on probation: in REOPEN of RFC 3539 3.4.1 it throws away every request,
 * and asks with a watchdog at once and twice more, one in each of its Tw. Our answers to those are
 * all we see of it. Times are monotonic nanoseconds.
 */
final class PeersProbation {

  private static final int WATCHDOGS = 3;

  /** A watchdog this soon after the connection came up has not waited for a Tw of at least 6 s. */
  private static final long AT_ONCE = Duration.ofSeconds(3).toNanos();

  /** Longer than a usual Tw of 30 s, jitter included: no further watchdog is to come. */
  private static final long OVERDUE = Duration.ofSeconds(40).toNanos();

  private final long since;
  private int watchdogs;
  private long last;
  private boolean over;

  PeersProbation(long now) {
    since = now;
  }

  /** The peer sent a watchdog, which we answer. */
  void watchdog(long now) {
    if (watchdogs > 0 || now - since < AT_ONCE) {
      watchdogs++;
      last = now;
    }
  }

  /** The peer answered a request or sent one: it uses the connection. */
  void used() {
    over = true;
  }

  boolean isOver(long now) {
    return over || watchdogs == 0 || watchdogs >= WATCHDOGS || now - last > OVERDUE;
  }
}
