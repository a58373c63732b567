package io.tollgate.trust;

import io.tollgate.rate.TokenBucket;
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

  private record Bucket(int perSecond, TokenBucket tokens) {}

  /**
   * @param nanos as {@link System#nanoTime}
   */
  public SourceRates(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Whether one more is within the rate. */
  public synchronized boolean take(K who, int perSecond) {
    long now = nanos.getAsLong();
    Bucket bucket = buckets.get(who);
    if (bucket == null || bucket.perSecond() != perSecond) {
      bucket = new Bucket(perSecond, new TokenBucket(perSecond, perSecond, now));
      buckets.put(who, bucket);
    }
    return bucket.tokens().takeOne(now);
  }
}
