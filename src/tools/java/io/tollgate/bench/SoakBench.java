package io.tollgate.bench;

import io.tollgate.bench.soak.Soak;
import java.io.IOException;
import java.time.Duration;

/**
 * Mixed load for {@code -Dbench.minutes=10} minutes ({@code deploy/bench soak 10}); {@code
 * TOLLGATE_BENCH_JAVA_OPTS} takes {@code -Dbench.rate=40 -Dbench.users=3}.
 */
public final class SoakBench {
  private SoakBench() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    boolean clean =
        new Soak(
                Duration.ofMinutes(Integer.getInteger("bench.minutes", 10)),
                Integer.getInteger("bench.rate", 40),
                Integer.getInteger("bench.users", 3))
            .run();
    System.exit(clean ? 0 : 1);
  }
}
