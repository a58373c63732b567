package io.tollgate.bench.calls;

/** A way to carry calls: the reference, and ours with more and more charging. */
enum Variant {
  PLAIN("plain", "(p) plain Java B2BUA, UDP alone"),
  BARE("bare", "(a) bare B2BUA servlet"),
  OFF("off", "(b) charging off"),
  RF("rf", "(c) Rf"),
  RF_RO("rf-ro", "(d) Rf + Ro"),
  RF_RO_NO_HISTORY("rf-ro-no-history", "(n) Rf + Ro, no history kept"),
  RF_CDF_DOWN("rf-cdf-down", "(e) Rf, CDF down"),
  RF_SLOW_RO("rf-ro-slow", "(f) Rf + Ro, OCS answers after 50 ms");

  private final String id;
  private final String title;

  Variant(String id, String title) {
    this.id = id;
    this.title = title;
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }
}
