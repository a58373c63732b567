package io.tollgate.sip.controlling;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Keeps a fan-out from burying its own node: so many INVITEs may be out without any response; the
 * others wait their turn. Thousands at once would only be repeated by each other's timers (RFC 3261
 * 17.1.1.2).
 */
public final class DialPacer {

  private final int window;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int out;

  /**
   * @param window INVITEs that may be out unanswered
   */
  public DialPacer(int window) {
    this.window = window;
  }

  /** Runs it now or when its turn comes, on any thread; {@link #answered} must follow. */
  void dial(Runnable invite) {
    synchronized (this) {
      if (out >= window) {
        waiting.add(invite);
        return;
      }
      out++;
    }
    invite.run();
  }

  /** The INVITE had its first response, or will never have one. */
  void answered() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        out--;
      }
    }
    if (next != null) {
      next.run();
    }
  }
}
