package io.tollgate.diameter.ro;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The highest Origin-State-Id that each server has shown. Whoever shows a higher one has restarted,
 * and may have lost its sessions (RFC 6733 8.16).
 */
final class OriginStates {
  /** The hosts come from outside. */
  private static final int MOST = 1000;

  private final Map<String, Long> highest = new ConcurrentHashMap<>();

  /** True to the first who shows the higher number; zero says nothing. */
  boolean isRestart(String host, long originStateId) {
    String key = host.toLowerCase(Locale.ROOT);
    if (originStateId == 0 || (highest.size() >= MOST && !highest.containsKey(key))) {
      return false;
    }
    boolean[] restarted = new boolean[1];
    highest.compute(
        key,
        (name, before) -> {
          restarted[0] = before != null && originStateId > before;
          return before == null ? originStateId : Long.valueOf(Math.max(before, originStateId));
        });
    return restarted[0];
  }
}
