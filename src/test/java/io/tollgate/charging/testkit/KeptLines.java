package io.tollgate.charging.testkit;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.UsageLine;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** What outlives the process: counters by session, until nothing is owed for it. */
public final class KeptLines {

  private final Map<String, AtomicLongArray> open = new HashMap<>();
  private final Map<String, Long> answered = new HashMap<>();

  UsageLine open(String session) {
    AtomicLongArray counters = new AtomicLongArray(Count.values().length);
    counters.set(Count.SENT.ordinal(), -1);
    open.put(session, counters);
    return new UsageLine() {
      @Override
      public void raise(Count what, long total) {
        counters.accumulateAndGet(what.ordinal(), total, Math::max);
      }

      @Override
      public void answered(long number) {
        answered.put(session, number);
      }

      @Override
      public void close() {
        open.remove(session, counters);
      }
    };
  }

  public long sent(String session) {
    AtomicLongArray counters = open.get(session);
    return counters == null ? -1 : counters.get(Count.SENT.ordinal());
  }

  public boolean isEmpty() {
    return open.isEmpty();
  }

  /** Number of the last request that was answered and taken; -1 if none was. */
  long answered(String session) {
    return answered.getOrDefault(session, -1L);
  }

  void clear() {
    open.clear();
    answered.clear();
  }
}
