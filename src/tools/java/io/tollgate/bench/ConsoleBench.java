package io.tollgate.bench;

import io.tollgate.bench.calls.ConsoleCost;
import java.io.IOException;
import java.time.Duration;

/**
 * Pages of the console, and what they cost a charged call, with many sessions open. {@code
 * -Dbench.sessions=10000 -Dbench.browsers=5 -Dbench.rate=100 -Dbench.seconds=15 -Dbench.rounds=3}.
 */
public final class ConsoleBench {
  private static final Duration LIMIT = Duration.ofMillis(300);

  private ConsoleBench() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    boolean holds =
        ConsoleCost.run(
            Integer.getInteger("bench.sessions", 10_000),
            Integer.getInteger("bench.browsers", 5),
            Integer.getInteger("bench.rate", 100),
            Duration.ofSeconds(Integer.getInteger("bench.seconds", 15)),
            Integer.getInteger("bench.rounds", 3),
            LIMIT);
    if (!holds) {
      System.out.println(
          "FAIL: a page took longer than " + LIMIT.toMillis() + " ms, or is missing");
    }
    System.exit(holds ? 0 : 1);
  }
}
