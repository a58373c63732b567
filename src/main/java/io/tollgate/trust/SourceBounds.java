package io.tollgate.trust;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How much each source, and all together, may hold of something: connections, octets. */
public final class SourceBounds {
  private final long perSource;
  private final long together;
  private final Map<InetAddress, Long> held = new ConcurrentHashMap<>();
  private final AtomicLong all = new AtomicLong();

  public SourceBounds(long perSource, long together) {
    this.perSource = perSource;
    this.together = together;
  }

  /** False, and nothing is held, where it would be too much. */
  public boolean take(InetAddress source, long amount) {
    if (all.addAndGet(amount) > together) {
      all.addAndGet(-amount);
      return false;
    }
    boolean[] taken = {true};
    held.compute(
        source,
        (address, before) -> {
          long now = (before == null ? 0 : before) + amount;
          taken[0] = now <= perSource;
          return taken[0] ? Long.valueOf(now) : before;
        });
    if (!taken[0]) {
      all.addAndGet(-amount);
    }
    return taken[0];
  }

  public void giveBack(InetAddress source, long amount) {
    held.computeIfPresent(source, (address, now) -> now <= amount ? null : now - amount);
    all.addAndGet(-amount);
  }

  public long held() {
    return all.get();
  }

  public long held(InetAddress source) {
    return held.getOrDefault(source, 0L);
  }
}
