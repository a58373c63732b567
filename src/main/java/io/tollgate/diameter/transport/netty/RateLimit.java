package io.tollgate.diameter.transport.netty;

/** A token bucket of one second's worth. */
final class RateLimit {
  private final int perSecond;
  private double tokens;
  private long lastNanos;

  /**
   * @param perSecond 0 for no limit
   */
  RateLimit(int perSecond, long nowNanos) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
    this.lastNanos = nowNanos;
  }

  /** Whether one more is within the limit. */
  boolean hasRoom(long nowNanos) {
    if (perSecond == 0) {
      return true;
    }
    tokens = Math.min(perSecond, tokens + (nowNanos - lastNanos) * 1e-9 * perSecond);
    lastNanos = nowNanos;
    return tokens >= 1;
  }

  void take() {
    tokens--;
  }
}
