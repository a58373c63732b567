package io.tollgate.bench.calls;

import io.tollgate.bench.measure.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What charging offline adds to the set-up of a call: INVITE to 200 OK without charging, with it,
 * and with the CDF away, turn by turn in one run.
 */
public final class SetUpRatio {
  private static final String FIGURE = "p95";

  private SetUpRatio() {}

  public static void run(int rate, Duration step, int number)
      throws IOException, InterruptedException {
    List<Contender> contenders =
        Contender.of(List.of(Variant.OFF, Variant.RF, Variant.RF_CDF_DOWN));
    Rounds rounds = new Rounds();
    try (Contest contest = Contest.of(contenders)) {
      for (Contender each : contenders) {
        Warming.warm(each.id(), contest.server(each));
      }
      contest.turns(
          number,
          (round, each, server) -> {
            Trial trial = Trial.undisturbed(server, rate, step);
            System.out.printf("round %d, %s: %s%n", round, each.title(), trial);
            rounds.add(FIGURE, each.id(), trial.outcome().percentile(95));
          });
    }
    rounds.printRatio("setup-offline-p95", FIGURE, Variant.RF.id(), Variant.OFF.id());
    rounds.printRatio("setup-cdf-away-p95", FIGURE, Variant.RF_CDF_DOWN.id(), Variant.OFF.id());
  }
}
