package io.tollgate.charging.session;

import java.util.concurrent.atomic.AtomicLongArray;

/** The counters of one gate, in one object: sessions are many. */
final class GateCounters {
  static final int ADMITTED = 0;
  static final int SENT = 1;
  static final int TOTAL = 2;
  static final int INPUT = 3;
  static final int OUTPUT = 4;
  static final int EXPLODED = 5;
  static final int SUCCESSFULLY_SENT = 6;
  static final int SUCCESSFULLY_EXPLODED = 7;
  private static final int ALL = 8;

  private final AtomicLongArray values = new AtomicLongArray(ALL);

  long get(int counter) {
    return values.get(counter);
  }

  /** The sum. */
  long add(int counter, long amount) {
    return values.addAndGet(counter, amount);
  }

  /** False, and nothing is added, if that would go beyond the limit. */
  boolean take(int counter, long amount, long limit) {
    long current = values.get(counter);
    while (amount <= limit - current) {
      long seen = values.compareAndExchange(counter, current, current + amount);
      if (seen == current) {
        return true;
      }
      current = seen;
    }
    return false;
  }
}
