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

  /**
   * Rounds at a fixed rate. The 95th percentile of 300 set-ups, which is what 6 s bring, is off by
   * a tenth and more.
   *
   * @param rounds more than of the search, whose rounds take minutes: a set-up takes milliseconds
   * @param mostWarming calls that a JVM is warmed by, at most
   */
  public record Fixed(int rate, int rounds, Duration trial, int mostWarming) {}

  private static final Duration SUSTAINED_TRIAL =
      Duration.ofSeconds(Integer.getInteger("bench.sustained-seconds", 45));

  private static final String CEILING = "sipp";

  private final Duration step;
  private final Fixed fixed;
  private final boolean search;
  private final Rounds rounds = new Rounds();
  private final RateSearch rates;
  private final List<Contender> contenders;

  /**
   * @param start where the search for the highest rate begins, which takes most of the time; 0:
   *     none
   */
  public Signalling(List<String> ids, Duration step, Fixed fixed, int start) {
    this.contenders =
        Contender.of(
            List.of(Variant.values()).stream()
                .filter(variant -> ids.isEmpty() || ids.contains(variant.id()))
                .toList());
    this.step = step;
    this.fixed = fixed;
    this.search = start > 0;
    this.rates = new RateSearch(step, start, rounds);
  }

  /** What was measured, also printed. */
  public Rounds run(int number) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (Contest contest = Contest.of(contenders)) {
      for (Contender each : contenders) {
        if (PROFILE) {
          // Before the warm-up: it has the JVM compile much anew.
          contest.server(each).use().profile();
        }
        Warming.warm(each.id(), contest.server(each), fixed.mostWarming());
      }
      contest.turns(fixed.rounds(), this::atFixedRate);
      if (search) {
        ceiling();
        contest.turns(number, this::highest);
        contest.turns(1, this::sustained);
      }
      for (Contender each : contenders) {
        if (PROFILE) {
          contest.server(each).use().profiled(Path.of("target", "bench", each.id() + ".jfr"));
        }
        rounds.add("rss", each.id(), contest.server(each).use().residentMebibytes());
        rounds.add("heap", each.id(), contest.server(each).use().heapMebibytesAfterCollection());
      }
    }
    report(number, TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - start));
    return rounds;
  }

  /** What SIPp alone can do, without a server between caller and callee. */
  private void ceiling() throws IOException, InterruptedException {
    int found = rates.ceiling();
    System.out.printf("SIPp against SIPp: highest clean rate %d calls/s%n", found);
    rounds.add("rate", CEILING, found);
  }

  /**
   * The search's trials end before the first transactions of theirs do: a rate is sustained when it
   * is clean for longer than those last (RFC 3261 17: 32 s).
   */
  private void sustained(int round, Contender each, ServerProcess server)
      throws IOException, InterruptedException {
    int found =
        rates.sustained(each.id(), server.sipPort(), server.use()::cpuSeconds, SUSTAINED_TRIAL);
    System.out.printf("%s: sustained clean rate %d calls/s%n", each.id(), found);
    rounds.add("sustained", each.id(), found);
  }

  private void highest(int round, Contender each, ServerProcess server)
      throws IOException, InterruptedException {
    rates.find(round, each.id(), server.sipPort(), server.use()::cpuSeconds);
  }

  private void atFixedRate(int round, Contender each, ServerProcess server)
      throws IOException, InterruptedException {
    Trial trial = Trial.undisturbed(server, fixed.rate(), fixed.trial());
    System.out.printf("round %d %s: %s%n", round, each.id(), trial);
    CallLoad.Outcome outcome = trial.outcome();
    rounds.add("p50", each.id(), outcome.percentile(50));
    rounds.add("p95", each.id(), outcome.percentile(95));
    rounds.add("p99", each.id(), outcome.percentile(99));
    rounds.add("cpu", each.id(), trial.cpuMicros());
    rounds.add("failed", each.id(), (double) (outcome.failed() + outcome.retransmissions()));
  }

  private void report(int number, long minutes) {
    System.out.printf(
        "PAGE%nPAGE %d rounds of %d s at the fixed rate of %d calls/s, then %d in search of the%n",
        fixed.rounds(), fixed.trial().toSeconds(), fixed.rate(), search ? number : 0);
    System.out.printf("PAGE highest in trials of %d s; %d minutes. ", step.toSeconds(), minutes);
    System.out.println(Warming.describe());
    System.out.println("PAGE");
    MarkdownTable.header(
        "",
        "highest calls/s",
        "for 45 s",
        "to (a)",
        "set-up p50 / p95 / p99 ms at " + fixed.rate() + "/s",
        "CPU us a call",
        "to (a)",
        "heap MiB",
        "resident MiB");
    if (search) {
      MarkdownTable.row(
          "SIPp against SIPp",
          rounds.spread("rate", CEILING).cell("%.0f"),
          "",
          "",
          "",
          "",
          "",
          "",
          "");
    }
    for (Contender each : contenders) {
      MarkdownTable.row(
          each.title(),
          number("rate", each, "%.0f"),
          number("sustained", each, "%.0f"),
          ratio("rate", each),
          number("p50", each, "%.2f")
              + " / "
              + number("p95", each, "%.2f")
              + " / "
              + number("p99", each, "%.2f"),
          number("cpu", each, "%.0f"),
          ratio("cpu", each),
          number("heap", each, "%.0f"),
          number("rss", each, "%.0f"));
    }
    System.out.println();
    compare("signalling-off-vs-bare", "rate", Variant.OFF, Variant.BARE);
    compare("signalling-rf-vs-off", "rate", Variant.RF, Variant.OFF);
    compare("signalling-rf-ro-vs-off", "rate", Variant.RF_RO, Variant.OFF);
    compare("signalling-rf-ro-slow-vs-rf-ro", "rate", Variant.RF_SLOW_RO, Variant.RF_RO);
    compare("rf-cdf-down-vs-rf", "rate", Variant.RF_CDF_DOWN, Variant.RF);
    compare("setup-p95-rf-vs-off", "p95", Variant.RF, Variant.OFF);
    compare("setup-p95-rf-ro-vs-off", "p95", Variant.RF_RO, Variant.OFF);
    compare("cpu-off-vs-bare", "cpu", Variant.OFF, Variant.BARE);
    compare("cpu-bare-vs-plain", "cpu", Variant.BARE, Variant.PLAIN);
    compare("cpu-rf-vs-off", "cpu", Variant.RF, Variant.OFF);
    compare("cpu-rf-ro-vs-off", "cpu", Variant.RF_RO, Variant.OFF);
    compare("cpu-rf-cdf-down-vs-rf", "cpu", Variant.RF_CDF_DOWN, Variant.RF);
    compare("cpu-rf-ro-slow-vs-rf-ro", "cpu", Variant.RF_SLOW_RO, Variant.RF_RO);
    for (Contender each : contenders) {
      if (!each.former()) {
        compare("cpu-" + each.id() + "-vs-before", "cpu", each, each.before());
        compare("sustained-" + each.id() + "-vs-before", "sustained", each, each.before());
      }
    }
  }

  private String number(String figure, Contender each, String format) {
    return rounds.spread(figure, each.id()).cell(format);
  }

  private String ratio(String figure, Contender each) {
    return rounds.ratio(figure, each.id(), Variant.BARE.id()).cell("%.2f");
  }

  private void compare(String name, String figure, Variant of, Variant to) {
    compare(name, figure, new Contender(of, false), new Contender(to, false));
  }

  private void compare(String name, String figure, Contender of, Contender to) {
    if (!rounds.values(figure, of.id()).isEmpty() && !rounds.values(figure, to.id()).isEmpty()) {
      rounds.printRatio(name, figure, of.id(), to.id());
    }
  }
}
