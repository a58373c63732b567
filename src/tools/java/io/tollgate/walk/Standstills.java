package io.tollgate.walk;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices when the machine gave this process nothing for a while: it slept, was stopped, or had
 * others to serve. Timers of both sides have fired then that never would have, so that a walk of
 * that time says nothing about the server.
 */
final class Standstills implements AutoCloseable {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long NOTICED = TimeUnit.SECONDS.toNanos(2);

  private final Thread thread = new Thread(this::watch, "walk-standstills");
  private volatile boolean closed;
  private volatile long latest = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

  Standstills() {
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    long last = System.nanoTime();
    while (!closed) {
      LockSupport.parkNanos(TICK);
      long now = System.nanoTime();
      if (isOne(now - last)) {
        latest = now;
      }
      last = now;
    }
  }

  /** Whether a tick that took so long says so. */
  static boolean isOne(long nanos) {
    return nanos - TICK > NOTICED;
  }

  /** Whether there was one after this moment, by {@link System#nanoTime()}. */
  boolean since(long moment) {
    return latest - moment > 0;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
