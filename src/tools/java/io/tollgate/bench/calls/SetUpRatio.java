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
  private static final String P95 = "p95";
  private static final String CPU = "cpu";

  private SetUpRatio() {}

  public static void run(int rate, Duration step, int number)
      throws IOException, InterruptedException {
    Rounds rounds =
        measure(List.of(Variant.OFF, Variant.RF, Variant.RF_CDF_DOWN), rate, step, number);
    rounds.printRatio("setup-offline-p95", P95, Variant.RF.id(), Variant.OFF.id());
    rounds.printRatio("setup-cdf-away-p95", P95, Variant.RF_CDF_DOWN.id(), Variant.OFF.id());
  }

  /** With a history of what was charged, and without. */
  public static void ofLedger(int rate, Duration step, int number)
      throws IOException, InterruptedException {
    Rounds rounds = measure(List.of(Variant.RF_RO, Variant.RF_RO_NO_HISTORY), rate, step, number);
    rounds.printRatio("ledger-setup-p95", P95, Variant.RF_RO.id(), Variant.RF_RO_NO_HISTORY.id());
    rounds.printRatio("ledger-cpu", CPU, Variant.RF_RO.id(), Variant.RF_RO_NO_HISTORY.id());
  }

  private static Rounds measure(List<Variant> variants, int rate, Duration step, int number)
      throws IOException, InterruptedException {
    List<Contender> contenders = Contender.of(variants);
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
            rounds.add(P95, each.id(), trial.outcome().percentile(95));
            rounds.add(CPU, each.id(), trial.cpuMicros());
          });
    }
    return rounds;
  }
}
