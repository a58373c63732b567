package io.tollgate.charging.testkit;

import io.tollgate.charging.MessageGate.Count;
import io.tollgate.charging.UsageLine;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What outlives the process: counters by session, until nothing is owed for it. */
public final class KeptLines {

  private final Map<String, Map<Count, Long>> open = new HashMap<>();

  UsageLine open(String session) {
    Map<Count, Long> counters = new EnumMap<>(Count.class);
    open.put(session, counters);
    return new UsageLine() {
      @Override
      public void raise(Count what, long total) {
        counters.merge(what, total, Math::max);
      }

      @Override
      public void close() {
        open.remove(session, counters);
      }
    };
  }

  public long sent(String session) {
    return open.getOrDefault(session, Map.of()).getOrDefault(Count.SENT, -1L);
  }

  public boolean isEmpty() {
    return open.isEmpty();
  }

  void clear() {
    open.clear();
  }
}
