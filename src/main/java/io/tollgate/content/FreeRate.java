package io.tollgate.content;

import io.tollgate.rate.TokenBucket;
import org.jspecify.annotations.Nullable;

/**
 * How much of one source is free: so many in a second, and five times that after a pause. For one
 * thread at a time.
 */
public final class FreeRate {
  private static final int SECONDS_SAVED = 5;

  private final int perSecond;
  private @Nullable TokenBucket bucket;

  /**
   * @param perSecond 0: nothing is free
   */
  public FreeRate(int perSecond) {
    this.perSecond = perSecond;
  }

  /**
   * @param now in nanoseconds, from any beginning
   */
  public boolean take(long now) {
    TokenBucket known = bucket;
    if (known == null) {
      known = new TokenBucket(perSecond, (double) SECONDS_SAVED * perSecond, now);
      bucket = known;
    }
    return known.takeOne(now);
  }
}
