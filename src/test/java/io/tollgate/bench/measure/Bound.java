package io.tollgate.bench.measure;

import java.util.Map;
import java.util.Optional;

/** What a ratio must keep to. */
record Bound(boolean atLeast, double limit) {
  private static final Map<String, Bound> BOUNDS =
      Map.ofEntries(
          Map.entry("signalling-off-vs-bare", new Bound(true, 0.9)),
          Map.entry("signalling-rf-vs-bare", new Bound(true, 0.85)),
          Map.entry("signalling-rf-ro-vs-bare", new Bound(true, 0.8)),
          Map.entry("rf-cdf-down-vs-rf", new Bound(true, 0.95)),
          Map.entry("setup-p95-rf-vs-off", new Bound(false, 1.2)),
          Map.entry("journal-appends", new Bound(true, 0.5)),
          Map.entry("setup-offline-p95", new Bound(false, 1.1)),
          Map.entry("setup-cdf-away-p95", new Bound(false, 1.1)),
          Map.entry("scale-heap-per-session", new Bound(false, 1.5)),
          Map.entry("peer-cpu-per-call", new Bound(false, 4)));

  static Optional<Bound> of(String ratio) {
    return Optional.ofNullable(BOUNDS.get(ratio));
  }

  boolean holds(double value) {
    return atLeast ? value >= limit : value <= limit;
  }

  String text() {
    return (atLeast ? "at least " : "at most ") + limit;
  }
}
