package io.tollgate.whatif;

import io.tollgate.charging.Owner;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/** Time as the capture has it: it passes from message to message, and timers run in between. */
final class CaptureClock extends Clock implements Owner, Timers, TimeSource {
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Due> timers =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
  private final Instant origin;
  private Instant now;
  private long number;
  private boolean running;

  private record Due(Instant at, long number, Runnable task) {}

  CaptureClock(Instant begin) {
    origin = begin;
    now = begin;
  }

  /** Runs what is due until then, and stands at that time. */
  void advance(Instant to) {
    drain();
    for (Due due = timers.peek(); due != null && !due.at().isAfter(to); due = timers.peek()) {
      timers.remove(due);
      now = due.at().isAfter(now) ? due.at() : now;
      due.task().run();
      drain();
    }
    now = to.isAfter(now) ? to : now;
  }

  void drain() {
    if (running) {
      return;
    }
    running = true;
    try {
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    } finally {
      running = false;
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Due due = new Due(now.plus(delay), number++, task);
    timers.add(due);
    return () -> timers.remove(due);
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return Duration.between(origin, now).toNanos();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the capture's clock is UTC");
  }
}
