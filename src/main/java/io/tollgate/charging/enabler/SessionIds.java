package io.tollgate.charging.enabler;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Session-Ids after RFC 6733 8.8: identity, high and low 32 bits. The high part begins at the boot
 * time and moves on when the low one is used up, so that no restart repeats an id.
 */
public final class SessionIds implements Supplier<String> {

  private final String identity;
  private final AtomicLong counter;

  public SessionIds(String identity, Instant boot) {
    this.identity = identity;
    this.counter = new AtomicLong(boot.getEpochSecond() << Integer.SIZE);
  }

  @Override
  public String get() {
    long next = counter.getAndIncrement();
    return identity + ';' + (next >>> Integer.SIZE & 0xFFFF_FFFFL) + ';' + (next & 0xFFFF_FFFFL);
  }
}
