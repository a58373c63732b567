package io.tollgate.msrp.session;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.record.MessageCounters;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What came from and went to one peer, or in all of a session. Written by the session's loop only,
 * read by anybody: each number is right, and all are final when the session is closed.
 */
final class Tally {
  private final AtomicLongArray counts = new AtomicLongArray(Count.values().length);

  void add(Count what, long delta) {
    int index = what.ordinal();
    counts.setRelease(index, counts.getPlain(index) + delta);
  }

  private long get(Count what) {
    return counts.getAcquire(what.ordinal());
  }

  MessageCounters snapshot() {
    return new MessageCounters(
        get(Count.SENT),
        get(Count.EXPLODED),
        get(Count.SUCCESSFULLY_SENT),
        get(Count.SUCCESSFULLY_EXPLODED),
        get(Count.OCTETS_IN),
        get(Count.OCTETS_OUT));
  }
}
