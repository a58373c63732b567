package io.tollgate.trust;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often somebody may do something: a bucket for each, which holds a second's worth. Those who
 * came long ago are forgotten when there are too many to remember.
 *
 * @param <K> who
 */
public final class SourceRates<K> {
  private static final int MOST = 10_000;

  private final LongSupplier nanos;
  private final Map<K, Bucket> buckets =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
          return size() > MOST;
        }
      };

  private static final class Bucket {
    private double tokens;
    private long filledAt;

    Bucket(double tokens, long filledAt) {
      this.tokens = tokens;
      this.filledAt = filledAt;
    }
  }

  /**
   * @param nanos as {@link System#nanoTime}
   */
  public SourceRates(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether one more is within the rate. */
  public synchronized boolean take(K who, int perSecond) {
    long now = nanos.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(who, unknown -> new Bucket(perSecond, now));
    bucket.tokens = Math.min(perSecond, bucket.tokens + (now - bucket.filledAt) * 1e-9 * perSecond);
    bucket.filledAt = now;
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens--;
    return true;
  }
}
