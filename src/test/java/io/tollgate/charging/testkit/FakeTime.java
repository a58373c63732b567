package io.tollgate.charging.testkit;

import io.tollgate.charging.TimeSource;
import io.tollgate.charging.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock and timers that stand still until a test moves them. */
public final class FakeTime implements TimeSource, Timers {

  private record Task(long at, long order, Runnable task) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long nanos;
  private long order;

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Task scheduled = new Task(nanos + Math.max(0, delay.toNanos()), order++, task);
    tasks.add(scheduled);
    return () -> tasks.remove(scheduled);
  }

  public int pendingTimers() {
    return tasks.size();
  }

  /** The process died. */
  public void forgetTimers() {
    tasks.clear();
  }

  /** Time passes; timers ring in order, each at its own moment. */
  public void pass(Duration span) {
    long end = nanos + span.toNanos();
    Task next = tasks.peek();
    while (next != null && next.at() <= end) {
      tasks.remove(next);
      moveTo(next.at());
      next.task().run();
      next = tasks.peek();
    }
    moveTo(end);
  }

  /** The node's clock is set; no time passes. */
  public void stepClock(Duration by) {
    now = now.plus(by);
  }

  private void moveTo(long moment) {
    now = now.plusNanos(moment - nanos);
    nanos = moment;
  }
}
