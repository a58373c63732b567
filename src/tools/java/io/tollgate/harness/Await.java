package io.tollgate.harness;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something in another thread that gives no signal. */
public final class Await {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private Await() {}

  public static void until(BooleanSupplier condition, String what) {
    if (!within(LIMIT, condition)) {
      throw new AssertionError("waited 3 min for " + what);
    }
  }

  /** False if it did not come to that in time. */
  public static boolean within(Duration limit, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return true;
  }
}
