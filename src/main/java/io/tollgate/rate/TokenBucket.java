package io.tollgate.rate;

/**
 * A token bucket: it fills at a rate, holds so much at most, and is full at first. For one thread
 * at a time.
 */
public final class TokenBucket {
  private static final double SECONDS = 1e-9;

  private final double perSecond;
  private final double most;
  private double tokens;
  private long filledAt;

  /**
   * @param now in nanoseconds, from any beginning
   */
  public TokenBucket(double perSecond, double most, long now) {
    this.perSecond = perSecond;
    this.most = most;
    this.tokens = most;
    this.filledAt = now;
  }

  /** One that holds a second's worth; 0 for no limit. */
  public static TokenBucket ofSecond(int perSecond, long now) {
    return perSecond == 0
        ? new TokenBucket(0, Double.POSITIVE_INFINITY, now)
        : new TokenBucket(perSecond, perSecond, now);
  }

  /** Whether so many are there now. */
  public boolean has(double wanted, long now) {
    // A clock that was set back empties nothing.
    tokens = Math.min(most, tokens + Math.max(0, now - filledAt) * SECONDS * perSecond);
    filledAt = now;
    return tokens >= wanted;
  }

  /** Takes them, be they there or not: what is owed is filled up first. */
  public void take(double taken) {
    tokens -= taken;
  }

  /** Takes one, if it is there. */
  public boolean takeOne(long now) {
    boolean there = has(1, now);
    if (there) {
      tokens--;
    }
    return there;
  }
}
