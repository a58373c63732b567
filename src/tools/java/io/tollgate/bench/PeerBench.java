package io.tollgate.bench;

import io.tollgate.bench.calls.PeerRounds;
import java.io.IOException;
import java.time.Duration;

/**
 * Tollgate beside Kamailio with {@code ims_charging} on work that both can do. {@code
 * TOLLGATE_BENCH_JAVA_OPTS} takes {@code -Dbench.rounds=3 -Dbench.seconds=8 -Dbench.rate=200
 * -Dbench.start=400} (where the search for the highest rate begins), {@code -Dbench.search=false}.
 */
public final class PeerBench {
  private PeerBench() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    new PeerRounds(
            Duration.ofSeconds(Long.getLong("bench.seconds", 8)),
            Integer.getInteger("bench.rate", 200),
            System.getProperty("bench.search", "true").equals("false")
                ? 0
                : Integer.getInteger("bench.start", 400))
        .run(Integer.getInteger("bench.rounds", 3));
  }
}
