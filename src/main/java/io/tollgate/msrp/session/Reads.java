package io.tollgate.msrp.session;

import io.netty.channel.Channel;

/**
 * Whether a connection is read: not while its session makes it wait, nor while its peer leaves its
 * answers untaken, nor while the loop that looks at its octets is too far behind the one that reads
 * them.
 */
final class Reads {
  private static final int MOST_AHEAD = 256 * 1024;

  private final Channel channel;
  private boolean blocked;
  private boolean overdue;
  private int ahead;
  private boolean reading = true;

  Reads(Channel channel) {
    this.channel = channel;
  }

  synchronized void block() {
    blocked = true;
    apply();
  }

  synchronized void unblock() {
    blocked = false;
    apply();
  }

  /** Whether the peer leaves too much of what is written to it untaken. */
  synchronized void overdue(boolean too) {
    overdue = too;
    apply();
  }

  /** Octets were read that have still to be looked at. */
  synchronized void ahead(int octets) {
    ahead += octets;
    apply();
  }

  synchronized void caughtUp(int octets) {
    ahead -= octets;
    apply();
  }

  private void apply() {
    boolean read =
        !blocked && !overdue && (reading ? ahead <= MOST_AHEAD : ahead <= MOST_AHEAD / 2);
    if (read != reading) {
      reading = read;
      channel.config().setAutoRead(read);
    }
  }
}
