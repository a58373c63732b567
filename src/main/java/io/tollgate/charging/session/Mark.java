package io.tollgate.charging.session;

import java.util.concurrent.atomic.AtomicBoolean;

/** A point in the traffic at which something is due, once. */
public final class Mark {

  public static final Mark NEVER = new Mark(Long.MAX_VALUE, Long.MAX_VALUE, () -> {});

  private final long messages;
  private final long octets;
  private final Runnable due;
  private final AtomicBoolean reached = new AtomicBoolean();

  /**
   * @param due run on the owner when either counter has got there
   */
  public Mark(long messages, long octets, Runnable due) {
    this.messages = messages;
    this.octets = octets;
    this.due = due;
  }

  boolean isReached(long sent, long total) {
    return (sent >= messages || total >= octets)
        && !reached.getPlain()
        && reached.compareAndSet(false, true);
  }

  Runnable due() {
    return due;
  }
}
