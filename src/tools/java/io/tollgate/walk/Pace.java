package io.tollgate.walk;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many walks are played side by side: more as long as the server answers promptly, fewer when
 * the machine has no more to give. Timers are real, so that a walk on a machine that is too busy
 * would only show that.
 */
final class Pace {
  private static final long PROMPT = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(1_500);
  private static final int FEWEST = 4;

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private double allowed = FEWEST;
  private int running;

  Pace(int most) {
    this.most = Math.max(FEWEST, most);
  }

  /** Waits for a place. */
  void begin() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (running >= (int) allowed) {
        changed.await();
      }
      running++;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      running--;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** An INVITE got its first answer after this time. */
  void answered(long nanos) {
    lock.lock();
    try {
      if (nanos > SLOW) {
        allowed = Math.max(FEWEST, allowed * 0.9);
      } else if (nanos < PROMPT) {
        allowed = Math.min(most, allowed + 0.5);
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  int allowed() {
    lock.lock();
    try {
      return (int) allowed;
    } finally {
      lock.unlock();
    }
  }
}
