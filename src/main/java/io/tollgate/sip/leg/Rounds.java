package io.tollgate.sip.leg;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Goes round all owners that were left something, once in a moment. */
public final class Rounds implements StandIn {
  private static final long MILLIS = 100;

  private final ScheduledExecutorService clockwork;
  private final Queue<Runnable> owners = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean due = new AtomicBoolean();

  public Rounds(ScheduledExecutorService clockwork) {
    this.clockwork = clockwork;
  }

  @Override
  public void execute(Runnable task) {
    clockwork.execute(task);
  }

  @Override
  public void remind(Runnable owner) {
    owners.add(owner);
    if (due.compareAndSet(false, true)) {
      try {
        clockwork.schedule(this::go, MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException stopped) {
        go();
      }
    }
  }

  private void go() {
    due.set(false);
    for (Runnable owner = owners.poll(); owner != null; owner = owners.poll()) {
      owner.run();
    }
  }
}
