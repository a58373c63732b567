package io.tollgate.bench.calls;

import io.tollgate.bench.measure.Quiet;
import io.tollgate.bench.measure.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The highest clean rate of each server, round by round, by one rule for all: a trial that is not
 * clean is made once more, for a machine may stumble once without the server's doing.
 */
final class RateSearch {
  static final String FIGURE = "rate";

  private static final int FIRST_STRIDE = 4;
  private static final int MOST_SUSTAINED_TRIES = 6;

  private final Duration step;
  private final Rounds rounds;
  private int last;

  /**
   * @param start where the first server's first search begins; the others' begin at the rate that
   *     was found last, and later ones at the server's own of the round before
   */
  RateSearch(Duration step, int start, Rounds rounds) {
    this.step = step;
    this.last = start;
    this.rounds = rounds;
  }

  void find(int round, String who, int port, Quiet.Use use)
      throws IOException, InterruptedException {
    List<Double> former = rounds.values(FIGURE, who);
    boolean first = former.isEmpty();
    int found =
        HighestRate.find(
            Math.max(1, first ? last : former.get(former.size() - 1).intValue()),
            first ? FIRST_STRIDE : 1,
            rate -> isCleanAtOnceOrAgain(who, port, use, rate));
    System.out.printf("round %d %s: highest clean rate %d calls/s%n", round, who, found);
    rounds.add(FIGURE, who, found);
    last = found;
  }

  /** Of caller and callee without a server between them. */
  int ceiling() throws IOException, InterruptedException {
    return HighestRate.find(
        Math.max(1, last * 4), FIRST_STRIDE, rate -> CallLoad.direct(rate, step).clean());
  }

  /** Downwards from the highest rate that was found, by one step after the other; 0: none. */
  int sustained(String who, int port, Quiet.Use use, Duration trial)
      throws IOException, InterruptedException {
    double rate = rounds.spread(FIGURE, who).median();
    for (int tries = 0; tries < MOST_SUSTAINED_TRIES; tries++) {
      CallLoad.Outcome outcome = CallLoad.run(port, (int) Math.round(rate), trial);
      System.out.printf("  %s, sustained: %s%n", who, outcome);
      Quiet.await(use, Warming.SETTLING);
      if (outcome.clean()) {
        return (int) Math.round(rate);
      }
      rate /= HighestRate.STEP * HighestRate.STEP;
    }
    return 0;
  }

  private boolean isCleanAtOnceOrAgain(String who, int port, Quiet.Use use, int rate)
      throws IOException, InterruptedException {
    boolean clean = false;
    for (int tries = 0; tries < 2 && !clean; tries++) {
      clean = clean(who, port, use, rate);
    }
    return clean;
  }

  private boolean clean(String who, int port, Quiet.Use use, int rate)
      throws IOException, InterruptedException {
    CallLoad.Outcome trial = CallLoad.run(port, rate, step);
    System.out.printf("  %s %s%n", who, trial);
    Quiet.await(use, Warming.SETTLING);
    return trial.clean();
  }
}
