package io.tollgate.content;

/**
 * How much of one source is free: so many in a second, and five times that after a pause. For one
 * thread at a time.
 */
public final class FreeRate {
  private static final int SECONDS_SAVED = 5;
  private static final long SECOND = 1_000_000_000L;

  private final long cost;
  private final long most;
  private long saved;
  private long lastAt;
  private boolean begun;

  /**
   * @param perSecond 0: nothing is free
   */
  public FreeRate(int perSecond) {
    cost = perSecond == 0 ? Long.MAX_VALUE : SECOND / perSecond;
    most = SECONDS_SAVED * SECOND;
    saved = most;
  }

  /**
   * @param now in nanoseconds, from any beginning
   */
  public boolean take(long now) {
    if (begun) {
      saved = Math.min(most, saved + Math.max(0, now - lastAt));
    }
    begun = true;
    lastAt = now;
    if (saved < cost) {
      return false;
    }
    saved -= cost;
    return true;
  }
}
