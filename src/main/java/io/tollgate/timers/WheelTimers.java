package io.tollgate.timers;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tollgate.charging.Owner;
import io.tollgate.charging.Timers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One wheel for all: nearly every timer here is cancelled, which a wheel does for nothing. */
public final class WheelTimers implements Timers, AutoCloseable {
  private static final long TICK_MILLIS = 20;

  private final HashedWheelTimer wheel =
      new HashedWheelTimer(
          new DefaultThreadFactory("tollgate-timers", true), TICK_MILLIS, TimeUnit.MILLISECONDS);

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return start(delay, new Ring(null, task));
  }

  @Override
  public Timer schedule(Duration delay, Owner owner, Runnable task) {
    return start(delay, new Ring(owner, task));
  }

  private Timer start(Duration delay, Ring ring) {
    ring.timeout = wheel.newTimeout(ring, delay.toMillis(), TimeUnit.MILLISECONDS);
    return ring;
  }

  /** All of a timer in one object: every open session has several. */
  private static final class Ring implements TimerTask, Timer {
    private final @Nullable Owner owner;
    private final Runnable task;
    private @Nullable Timeout timeout;

    Ring(@Nullable Owner owner, Runnable task) {
      this.owner = owner;
      this.task = task;
    }

    @Override
    public void run(Timeout due) {
      if (owner == null) {
        task.run();
      } else {
        owner.execute(task);
      }
    }

    @Override
    public void cancel() {
      if (timeout != null) {
        timeout.cancel();
      }
    }
  }

  @Override
  public void close() {
    wheel.stop();
  }
}
