package io.tollgate.bench;

import io.tollgate.bench.calls.Signalling;
import io.tollgate.bench.measure.Guard;
import io.tollgate.bench.measure.Rounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Ratios alone, in less than six minutes, against those that are stored: fails when one is worse by
 * more than the rounds of this run differ among themselves. {@code -Dbench.write=true} stores what
 * was measured.
 */
public final class QuickBench {
  private static final Path STORED = Path.of("src/tools/resources/bench/ratios.properties");
  private static final Signalling.Fixed FIXED =
      new Signalling.Fixed(200, 5, Duration.ofSeconds(8), 10_000);

  private QuickBench() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    List<String> worse = run();
    worse.forEach(System.out::println);
    if (!worse.isEmpty()) {
      System.exit(1);
    }
  }

  /** What became worse; empty: nothing. */
  public static List<String> run() throws IOException, InterruptedException {
    Rounds rounds = new Signalling(List.of("off", "rf", "rf-ro"), Duration.ZERO, FIXED, 0).run(0);
    Guard guard = new Guard(rounds);
    guard.atMost("quick-cpu-rf-vs-off", "cpu", "rf", "off");
    guard.atMost("quick-cpu-rf-ro-vs-off", "cpu", "rf-ro", "off");
    guard.atMost("quick-p50-rf-vs-off", "p50", "rf", "off");
    guard.atMost("quick-p50-rf-ro-vs-off", "p50", "rf-ro", "off");
    guard.print();
    if (Boolean.getBoolean("bench.write")) {
      guard.store(STORED);
      return List.of();
    }
    return guard.worseThan(STORED);
  }
}
