package io.tollgate.bench.measure;

import java.util.Map;
import java.util.Optional;

/** What a ratio must keep to. */
record Bound(boolean atLeast, double limit) {
  private static final Map<String, Bound> BOUNDS =
      Map.ofEntries(
          Map.entry("signalling-off-vs-bare", new Bound(true, 0.9)),
          Map.entry("signalling-rf-vs-off", new Bound(true, 0.92)),
          Map.entry("signalling-rf-ro-vs-off", new Bound(true, 0.87)),
          Map.entry("cpu-rf-vs-off", new Bound(false, 1.2)),
          Map.entry("cpu-rf-ro-vs-off", new Bound(false, 1.45)),
          Map.entry("rf-cdf-down-vs-rf", new Bound(true, 0.95)),
          Map.entry("setup-p95-rf-vs-off", new Bound(false, 1.15)),
          Map.entry("setup-p95-rf-ro-vs-off", new Bound(false, 1.6)),
          Map.entry("ledger-setup-p95", new Bound(false, 1.05)),
          Map.entry("journal-appends", new Bound(true, 0.5)),
          Map.entry("setup-offline-p95", new Bound(false, 1.1)),
          Map.entry("setup-cdf-away-p95", new Bound(false, 1.1)),
          Map.entry("scale-heap-per-session", new Bound(false, 1.3)),
          Map.entry("peer-cpu-per-call", new Bound(false, 0.8)),
          Map.entry("peer-calls-per-second", new Bound(true, 1.8)),
          Map.entry("diameter-netty-to-plain-per-cpu-second", new Bound(true, 0.4)),
          Map.entry("diameter-netty-to-jdiameter-per-cpu-second", new Bound(true, 5)),
          Map.entry("diameter-netty-to-plain-p99", new Bound(false, 3)),
          // no more than for a small roster, but for what two runs of the same differ by
          Map.entry("message.roster500-to-5", new Bound(false, 1.2)),
          Map.entry("message.bytes.roster500-minus-5", new Bound(false, 1)),
          Map.entry("msrp-relay-vs-raw-copy-200", new Bound(true, 0.45)),
          Map.entry("msrp-relay-vs-raw-copy-2048", new Bound(true, 0.5)),
          Map.entry("msrp-relay-vs-raw-copy-65536", new Bound(true, 0.55)),
          Map.entry("msrp-relay-vs-kamailio-200", new Bound(true, 2)),
          Map.entry("msrp-relay-vs-kamailio-2048", new Bound(true, 2)),
          Map.entry("msrp-fan-out-vs-relay-200", new Bound(true, 0.5)),
          Map.entry("msrp-fan-out-vs-relay-2048", new Bound(true, 0.5)),
          Map.entry("msrp-fan-out-vs-relay-65536", new Bound(true, 0.5)),
          // one of fifty gets nothing, and the others what they got before
          Map.entry("msrp-one-stuck-vs-none-2048", new Bound(true, 0.9)),
          Map.entry("msrp-added-p99-ms-200", new Bound(false, 2)),
          Map.entry("cluster-setup-p95", new Bound(false, 2)),
          Map.entry("cluster-cpu-per-call", new Bound(false, 1.25)),
          Map.entry("conference-join-500-to-5", new Bound(false, 3)));

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
