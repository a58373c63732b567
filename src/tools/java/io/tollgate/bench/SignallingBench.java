package io.tollgate.bench;

import io.tollgate.bench.calls.Signalling;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * SIPp through Tollgate with and without charging, beside a bare B2BUA servlet in the same
 * container. {@code TOLLGATE_BENCH_JAVA_OPTS} takes {@code -Dbench.rounds=3 -Dbench.seconds=8
 * -Dbench.fixed-rounds=5 -Dbench.fixed-seconds=15 -Dbench.rate=200 -Dbench.variants=bare,rf},
 * {@code -Dbench.start=600} (where the search for the highest rate begins), {@code
 * -Dbench.search=false}; {@code -Dbench.profile=true} leaves flight recordings in target/bench.
 */
public final class SignallingBench {
  private SignallingBench() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    String variants = System.getProperty("bench.variants", "");
    new Signalling(
            variants.isEmpty() ? List.of() : Arrays.asList(variants.split(",")),
            Duration.ofSeconds(Long.getLong("bench.seconds", 8)),
            new Signalling.Fixed(
                Integer.getInteger("bench.rate", 200),
                Integer.getInteger("bench.fixed-rounds", 5),
                Duration.ofSeconds(Integer.getInteger("bench.fixed-seconds", 15)),
                Integer.getInteger("bench.warm", 60_000)),
            System.getProperty("bench.search", "true").equals("false")
                ? 0
                : Integer.getInteger("bench.start", 600))
        .run(Integer.getInteger("bench.rounds", 3));
  }
}
