package io.tollgate.msrp.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which octets of a message were accepted. They nearly always come in order, so that one number
 * says it; islands beyond it are kept apart, and no more than a few of them.
 */
final class Coverage {
  private static final int MAX_ISLANDS = 256;

  /** First octet, from 1, that is not covered from the start on. */
  private long next = 1;

  private @Nullable TreeMap<Long, Long> islands;

  /** Octets {@code start} to {@code end}, both included. */
  record Range(long start, long end) {
    long length() {
      return end - start + 1;
    }
  }

  long next() {
    return next;
  }

  boolean isEmpty() {
    return next == 1 && islands == null;
  }

  boolean covers(long total) {
    return next > total;
  }

  /** Whether the range begins where everything before it is covered, and nothing beyond is. */
  boolean continues(long start) {
    return start == next && islands == null;
  }

  /** The fast way for {@link #continues}. */
  void extend(long octets) {
    next += octets;
  }

  /** What of a range is not covered, in order. */
  List<Range> missing(long start, long end) {
    TreeMap<Long, Long> known = islands == null ? new TreeMap<>() : islands;
    List<Range> missing = new ArrayList<>();
    long at = Math.max(start, next);
    while (at <= end) {
      Map.Entry<Long, Long> before = known.floorEntry(at);
      if (before != null && before.getValue() >= at) {
        at = before.getValue() + 1;
        continue;
      }
      Map.Entry<Long, Long> after = known.higherEntry(at);
      long stop = after == null ? end : Math.min(end, after.getKey() - 1);
      missing.add(new Range(at, stop));
      at = stop + 1;
    }
    return missing;
  }

  /** Covers ranges that were missing. */
  void add(List<Range> ranges) {
    TreeMap<Long, Long> known = islands == null ? new TreeMap<>() : islands;
    ranges.forEach(range -> known.put(range.start(), range.end()));
    merge(known);
  }

  private void merge(TreeMap<Long, Long> known) {
    TreeMap<Long, Long> merged = new TreeMap<>();
    for (Map.Entry<Long, Long> island : known.entrySet()) {
      if (island.getKey() <= next) {
        next = Math.max(next, island.getValue() + 1);
      } else {
        Map.Entry<Long, Long> last = merged.lastEntry();
        if (last != null && last.getValue() + 1 >= island.getKey()) {
          merged.put(last.getKey(), Math.max(last.getValue(), island.getValue()));
        } else {
          merged.put(island.getKey(), island.getValue());
        }
      }
    }
    islands = merged.isEmpty() ? null : merged;
  }

  /** Whether so many holes are open that the sender must be refused. */
  boolean scattered() {
    return islands != null && islands.size() > MAX_ISLANDS;
  }
}
