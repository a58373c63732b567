package io.tollgate.journal;

import io.tollgate.charging.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when the test says so. */
public final class ManualTime implements Timers, InstantSource {

  private record Due(long at, Runnable task) {}

  private final List<Due> timers = new ArrayList<>();
  private long nanos = 1_000_000_000L;
  private Instant wall = Samples.NOON;

  @Override
  public synchronized Timer schedule(Duration delay, Runnable task) {
    Due due = new Due(nanos + delay.toNanos(), task);
    timers.add(due);
    return () -> cancel(due);
  }

  private synchronized void cancel(Due due) {
    timers.remove(due);
  }

  synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  /** The clock is set; no time passes. */
  synchronized void stepClock(Duration by) {
    wall = wall.plus(by);
  }

  /** The task of the next timer within the given time, with time moved on to it. */
  synchronized Runnable next(long until) {
    Due due = timers.stream().min(Comparator.comparingLong(Due::at)).orElse(null);
    if (due == null || due.at() > until) {
      move(until);
      return () -> {};
    }
    timers.remove(due);
    move(due.at());
    return due.task();
  }

  private void move(long to) {
    if (to > nanos) {
      wall = wall.plusNanos(to - nanos);
      nanos = to;
    }
  }
}
