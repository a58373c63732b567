package io.tollgate.charging.session;

import io.tollgate.charging.TimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The time a session has consumed. It runs on, or, with a Quota-Consumption-Time, stops when
 * nothing was sent for that long (TS 32.299 7.2, Quota-Consumption-Time). Measured on the monotonic
 * clock: setting the node's clock charges nobody.
 */
public final class ServiceTime {

  private final TimeSource time;
  private final AtomicLong consumed = new AtomicLong();
  private final AtomicLong lastActivity;
  private volatile boolean running;
  private volatile long idleLimit = Long.MAX_VALUE;

  /** What was consumed before is counted, under another limit. */
  private volatile long countedUntil = Long.MIN_VALUE;

  private long highest;

  public ServiceTime(TimeSource time) {
    this.time = time;
    this.lastActivity = new AtomicLong(time.nanos());
  }

  /** The service has begun: the originator has its answer. */
  public void start() {
    if (!running) {
      lastActivity.set(time.nanos());
      countedUntil = Long.MIN_VALUE;
      running = true;
    }
  }

  public void stop() {
    nanos();
    consumed.set(highest);
    running = false;
  }

  /** From now on; what was consumed stays, and who was idle is so still. */
  public void consumptionTime(@Nullable Duration limit) {
    long next = limit == null || limit.isZero() ? Long.MAX_VALUE : limit.toNanos();
    if (next == idleLimit) {
      return;
    }
    if (running) {
      long now = time.nanos();
      consumed.addAndGet(consumedSince(lastActivity.get(), now));
      countedUntil = now;
    }
    idleLimit = next;
  }

  /** From the last message on, up to the limit, without what is counted already. */
  private long consumedSince(long last, long now) {
    long end = now - last > idleLimit ? last + idleLimit : now;
    return Math.max(0, end - Math.max(last, countedUntil));
  }

  /** A message or a chunk passed; any thread. */
  void activity() {
    long now = time.nanos();
    long before = lastActivity.getAndSet(now);
    if (running) {
      consumed.addAndGet(consumedSince(before, now));
    }
  }

  public boolean isConsuming() {
    return running && idleNanos() < idleLimit;
  }

  public long idleNanos() {
    return Math.max(0, time.nanos() - lastActivity.get());
  }

  public long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(nanos());
  }

  /**
   * On the owner; never falls, though an event loop may be in the middle of {@link #activity()}.
   */
  public long nanos() {
    long sum = consumed.get() + (running ? consumedSince(lastActivity.get(), time.nanos()) : 0);
    highest = Math.max(highest, sum);
    return highest;
  }
}
