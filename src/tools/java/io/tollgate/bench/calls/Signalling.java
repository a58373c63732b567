package io.tollgate.bench.calls;

import io.tollgate.bench.measure.MarkdownTable;
import io.tollgate.bench.measure.Rounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Calls through each variant, turn by turn: first at a fixed rate for set-up time and CPU time,
 * then as many a second as go without a failure or a retransmission.
 */
public final class Signalling {
  /** Leaves a flight recording of each server in target/bench; its cost is in the figures. */
  private static final boolean PROFILE = Boolean.getBoolean("bench.profile");

  /** More than of the search, whose rounds take minutes: a set-up takes a few milliseconds. */
  private static final int FIXED_ROUNDS = Integer.getInteger("bench.fixed-rounds", 5);

  /** The 95th percentile of 300 set-ups, which is what 6 s bring, is off by a tenth and more. */
  private static final Duration FIXED_TRIAL =
      Duration.ofSeconds(Integer.getInteger("bench.fixed-seconds", 15));

  private final Duration step;
  private final int fixedRate;
  private final boolean search;
  private final Rounds rounds = new Rounds();
  private final RateSearch rates;
  private final List<Variant> variants;

  /**
   * @param start where the search for the highest rate begins, which takes most of the time; 0:
   *     none
   */
  public Signalling(List<String> ids, Duration step, int fixedRate, int start) {
    this.variants =
        List.of(Variant.values()).stream()
            .filter(variant -> ids.isEmpty() || ids.contains(variant.id()))
            .toList();
    this.step = step;
    this.fixedRate = fixedRate;
    this.search = start > 0;
    this.rates = new RateSearch(step, start, rounds);
  }

  public void run(int number) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (Contest contest = Contest.of(variants)) {
      for (Variant variant : variants) {
        if (PROFILE) {
          // Before the warm-up: it has the JVM compile much anew.
          contest.server(variant).use().profile();
        }
        Warming.warm(variant.id(), contest.server(variant));
      }
      contest.turns(FIXED_ROUNDS, this::fixed);
      if (search) {
        contest.turns(number, this::highest);
      }
      for (Variant variant : variants) {
        if (PROFILE) {
          contest.server(variant).use().profiled(Path.of("target", "bench", variant.id() + ".jfr"));
        }
        rounds.add("rss", variant.id(), contest.server(variant).use().residentMebibytes());
        rounds.add(
            "heap", variant.id(), contest.server(variant).use().heapMebibytesAfterCollection());
      }
    }
    report(number, TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - start));
  }

  private void highest(int round, Variant variant, ServerProcess server)
      throws IOException, InterruptedException {
    rates.find(round, variant.id(), server.sipPort(), server.use()::cpuSeconds);
  }

  private void fixed(int round, Variant variant, ServerProcess server)
      throws IOException, InterruptedException {
    Trial trial = Trial.undisturbed(server, fixedRate, FIXED_TRIAL);
    System.out.printf("round %d %s: %s%n", round, variant.id(), trial);
    CallLoad.Outcome outcome = trial.outcome();
    rounds.add("p50", variant.id(), outcome.percentile(50));
    rounds.add("p95", variant.id(), outcome.percentile(95));
    rounds.add("p99", variant.id(), outcome.percentile(99));
    rounds.add("cpu", variant.id(), trial.cpuMicros());
    rounds.add("failed", variant.id(), outcome.failed() + outcome.retransmissions());
  }

  private void report(int number, long minutes) {
    System.out.printf(
        "PAGE%nPAGE %d rounds of %d s at the fixed rate of %d calls/s, then %d in search of the%n",
        FIXED_ROUNDS, FIXED_TRIAL.toSeconds(), fixedRate, search ? number : 0);
    System.out.printf("PAGE highest in trials of %d s; %d minutes. ", step.toSeconds(), minutes);
    System.out.println(Warming.describe());
    System.out.println("PAGE");
    MarkdownTable.header(
        "",
        "highest calls/s",
        "to (a)",
        "set-up p50 / p95 / p99 ms at " + fixedRate + "/s",
        "CPU us a call",
        "to (a)",
        "heap MiB",
        "resident MiB");
    for (Variant variant : variants) {
      MarkdownTable.row(
          variant.title(),
          number("rate", variant, "%.0f"),
          ratio("rate", variant),
          number("p50", variant, "%.2f")
              + " / "
              + number("p95", variant, "%.2f")
              + " / "
              + number("p99", variant, "%.2f"),
          number("cpu", variant, "%.0f"),
          ratio("cpu", variant),
          number("heap", variant, "%.0f"),
          number("rss", variant, "%.0f"));
    }
    System.out.println();
    ratio("signalling-off-vs-bare", "rate", Variant.OFF, Variant.BARE);
    ratio("signalling-rf-vs-bare", "rate", Variant.RF, Variant.BARE);
    ratio("signalling-rf-ro-vs-bare", "rate", Variant.RF_RO, Variant.BARE);
    ratio("signalling-rf-cdf-down-vs-bare", "rate", Variant.RF_CDF_DOWN, Variant.BARE);
    ratio("signalling-rf-ro-slow-vs-bare", "rate", Variant.RF_SLOW_RO, Variant.BARE);
    ratio("rf-cdf-down-vs-rf", "rate", Variant.RF_CDF_DOWN, Variant.RF);
    ratio("setup-p95-rf-vs-off", "p95", Variant.RF, Variant.OFF);
    ratio("cpu-off-vs-bare", "cpu", Variant.OFF, Variant.BARE);
    ratio("cpu-rf-vs-bare", "cpu", Variant.RF, Variant.BARE);
    ratio("cpu-rf-ro-vs-bare", "cpu", Variant.RF_RO, Variant.BARE);
    ratio("cpu-rf-cdf-down-vs-rf", "cpu", Variant.RF_CDF_DOWN, Variant.RF);
    ratio("cpu-rf-ro-slow-vs-rf-ro", "cpu", Variant.RF_SLOW_RO, Variant.RF_RO);
  }

  private String number(String figure, Variant variant, String format) {
    return rounds.spread(figure, variant.id()).cell(format);
  }

  private String ratio(String figure, Variant variant) {
    return rounds.ratio(figure, variant.id(), Variant.BARE.id()).cell("%.2f");
  }

  private void ratio(String name, String figure, Variant of, Variant to) {
    if (variants.contains(of) && variants.contains(to) && (search || !figure.equals("rate"))) {
      rounds.printRatio(name, figure, of.id(), to.id());
    }
  }
}
