package io.tollgate.msrp.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Octets that wait for one peer, in the account of all. Copies have limits of their own; where far
 * more waits, the peer sends on without taking its answers, and is not read until it does.
 */
final class Backlog {
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong inAll;
  private final Reads reads;
  private final long most;
  private volatile boolean overdue;

  Backlog(AtomicLong inAll, Reads reads, long most) {
    this.inAll = inAll;
    this.reads = reads;
    this.most = most;
  }

  void given(long octets) {
    inAll.addAndGet(octets);
    if (waiting.addAndGet(octets) > most) {
      look();
    }
  }

  void taken(long octets) {
    inAll.addAndGet(-octets);
    if (waiting.addAndGet(-octets) <= most / 2 && overdue) {
      look();
    }
  }

  /** Whoever comes last sees the latest number, so that no reader is left stopped. */
  private synchronized void look() {
    boolean now = waiting.get() > (overdue ? most / 2 : most);
    if (now != overdue) {
      overdue = now;
      reads.overdue(now);
    }
  }
}
