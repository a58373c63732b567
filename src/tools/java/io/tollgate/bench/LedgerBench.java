package io.tollgate.bench;

import io.tollgate.bench.calls.SetUpRatio;
import java.io.IOException;
import java.time.Duration;

/**
 * What keeping a history costs a charged call. {@code -Dbench.rate=200 -Dbench.seconds=15
 * -Dbench.rounds=5}.
 */
public final class LedgerBench {
  private LedgerBench() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    SetUpRatio.ofLedger(
        Integer.getInteger("bench.rate", 200),
        Duration.ofSeconds(Integer.getInteger("bench.seconds", 15)),
        Integer.getInteger("bench.rounds", 5));
  }
}
