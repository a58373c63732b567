package io.tollgate.journal.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where producers put submissions and the writer fetches all there are. Lazy ones
 * (acknowledgements) wake nobody: they ride on the next commit, or go after a short while on their
 * own.
 */
final class Inbox {

  private final int capacity;
  private final long lazyMillis;
  private List<Submission> waiting = new ArrayList<>();
  private boolean urgent;
  private boolean closed;

  Inbox(int capacity, Duration lazyDelay) {
    this.capacity = capacity;
    this.lazyMillis = Math.max(1, lazyDelay.toMillis());
  }

  /**
   * @return false if the inbox is full or closed
   */
  synchronized boolean put(Submission submission, boolean lazy) {
    if (closed || waiting.size() >= capacity) {
      return false;
    }
    waiting.add(submission);
    if (!lazy && !urgent) {
      urgent = true;
      notifyAll();
    } else if (waiting.size() == 1) {
      notifyAll();
    }
    return true;
  }

  /**
   * Waits for submissions.
   *
   * @param patience how long to wait when nothing comes
   * @return what there is; empty when nothing came, or the inbox was closed
   */
  synchronized List<Submission> takeAll(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!urgent && !closed) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      if (!waiting.isEmpty()) {
        wait(Math.min(left, lazyMillis));
        break;
      }
      wait(left);
    }
    List<Submission> taken = waiting;
    waiting = new ArrayList<>();
    urgent = false;
    return taken;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
