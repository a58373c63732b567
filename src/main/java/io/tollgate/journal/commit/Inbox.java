package io.tollgate.journal.commit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where producers put submissions and the writer fetches all there are, as soon as one of them may
 * not wait any longer.
 */
final class Inbox {

  private static final long NANOS_IN_MILLI = 1_000_000;

  private final int capacity;
  private List<Submission> waiting = new ArrayList<>();
  private long due;
  private boolean closed;

  Inbox(int capacity) {
    this.capacity = capacity;
  }

  /** Whether there is room; only a producer makes it less. */
  synchronized boolean hasRoom() {
    return !closed && waiting.size() < capacity;
  }

  /**
   * @param patience how long the submission may wait for others
   * @return false if the inbox is full or closed
   */
  synchronized boolean put(Submission submission, Duration patience) {
    if (closed || waiting.size() >= capacity) {
      return false;
    }
    long latest = System.nanoTime() + patience.toNanos();
    boolean first = waiting.isEmpty();
    waiting.add(submission);
    if (first || latest - due < 0) {
      due = latest;
      notifyAll();
    }
    return true;
  }

  /** What is there is due. */
  synchronized void commitNow() {
    due = System.nanoTime();
    notifyAll();
  }

  /**
   * Waits for submissions.
   *
   * @param patience how long to wait when nothing comes
   * @return what there is; empty when nothing came, or the inbox was closed
   */
  synchronized List<Submission> takeAll(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!closed) {
      long until = waiting.isEmpty() || deadline - due < 0 ? deadline : due;
      long left = until - System.nanoTime();
      if (left <= 0) {
        break;
      }
      wait((left + NANOS_IN_MILLI - 1) / NANOS_IN_MILLI);
    }
    List<Submission> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  /** Lets the time go by, unless the inbox is closed; nothing is taken. */
  synchronized void rest(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    for (long left = end - System.nanoTime(); left > 0 && !closed; left = end - System.nanoTime()) {
      wait((left + NANOS_IN_MILLI - 1) / NANOS_IN_MILLI);
    }
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
