package io.tollgate.diameter;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Session-Ids of RFC 6733 8.8: identity, boot time, and a number that rises. Unique over restarts
 * because the boot time moves on, as long as a node does not restart twice in one second.
 */
public final class SessionIds implements Supplier<String> {
  private final String prefix;
  private final AtomicLong next = new AtomicLong();

  public SessionIds(String originHost, Instant boot) {
    this.prefix = originHost + ';' + Integer.toUnsignedString((int) boot.getEpochSecond()) + ';';
  }

  @Override
  public String get() {
    long number = next.getAndIncrement();
    // Past 2^32 the optional part keeps them apart.
    String high = number >>> 32 == 0 ? "" : ";" + (number >>> 32);
    return prefix + Integer.toUnsignedString((int) number) + high;
  }
}
