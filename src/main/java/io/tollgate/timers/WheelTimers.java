package io.tollgate.timers;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tollgate.charging.Timers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One wheel for all: nearly every timer here is cancelled, which a wheel does for nothing. */
public final class WheelTimers implements Timers, AutoCloseable {
  private static final long TICK_MILLIS = 20;

  private final HashedWheelTimer wheel =
      new HashedWheelTimer(
          new DefaultThreadFactory("tollgate-timers", true), TICK_MILLIS, TimeUnit.MILLISECONDS);

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Timeout timeout = wheel.newTimeout(due -> task.run(), delay.toMillis(), TimeUnit.MILLISECONDS);
    return timeout::cancel;
  }

  /** Timers that have neither fired nor been cancelled. */
  public long pending() {
    return wheel.pendingTimeouts();
  }

  @Override
  public void close() {
    wheel.stop();
  }
}
