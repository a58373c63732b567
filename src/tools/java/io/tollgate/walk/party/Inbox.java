package io.tollgate.walk.party;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Everything that happens to the parties of one walk, in order and on the walk's own thread: what
 * comes from their sockets and what their timers do.
 */
public final class Inbox {
  /** What comes otherwise than over SIP is looked for so often. */
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(40);

  private record Alarm(long at, long number, Runnable task) {}

  private final LinkedBlockingQueue<Runnable> arrivals = new LinkedBlockingQueue<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::number));
  private long numbers;

  /** From any thread. */
  public void post(Runnable event) {
    arrivals.add(event);
  }

  /** From the walk's own thread. */
  public void after(Duration delay, Runnable task) {
    alarms.add(new Alarm(System.nanoTime() + delay.toNanos(), numbers++, task));
  }

  /** Lets things happen until the condition holds; false when it did not within the limit. */
  public boolean until(BooleanSupplier condition, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      long now = System.nanoTime();
      if (now - end >= 0) {
        return false;
      }
      Alarm next = alarms.peek();
      if (next != null && next.at() - now <= 0) {
        alarms.remove();
        next.task().run();
        continue;
      }
      long most = Math.min(LONGEST, end - now);
      long wait = next == null ? most : Math.min(most, next.at() - now);
      try {
        Runnable event = arrivals.poll(wait, TimeUnit.NANOSECONDS);
        if (event != null) {
          event.run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
