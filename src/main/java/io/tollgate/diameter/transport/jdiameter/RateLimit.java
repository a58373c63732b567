package io.tollgate.diameter.transport.jdiameter;

/** A token bucket of one second's worth, for any thread. */
final class RateLimit {

  private final int perSecond;
  private double tokens;
  private long lastNanos = System.nanoTime();

  /**
   * @param perSecond 0 for no limit
   */
  RateLimit(int perSecond) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
  }

  synchronized boolean hasRoom() {
    if (perSecond == 0) {
      return true;
    }
    long now = System.nanoTime();
    tokens = Math.min(perSecond, tokens + (now - lastNanos) * 1e-9 * perSecond);
    lastNanos = now;
    return tokens >= 1;
  }

  synchronized void take() {
    tokens--;
  }
}
