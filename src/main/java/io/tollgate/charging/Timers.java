package io.tollgate.charging;

import java.time.Duration;

/** Timers without threads of their own; a fake one drives the tests. */
public interface Timers {

  /** Runs the task once after the delay, on a timer thread: hand over to the {@link Owner}. */
  Timer schedule(Duration delay, Runnable task);

  /** Runs the task once after the delay, as the owner. */
  default Timer schedule(Duration delay, Owner owner, Runnable task) {
    return schedule(delay, () -> owner.execute(task));
  }

  /** A scheduled task. */
  @FunctionalInterface
  interface Timer {
    /** Safe to call at any time; the task may already be running. */
    void cancel();
  }
}
