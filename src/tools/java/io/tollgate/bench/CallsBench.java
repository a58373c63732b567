package io.tollgate.bench;

import io.tollgate.bench.calls.CallSoak;
import java.io.IOException;

/**
 * 100,000 short calls, after which nothing may be left. {@code TOLLGATE_BENCH_JAVA_OPTS} takes
 * {@code -Dbench.calls=100000 -Dbench.rate=150 -Dbench.growth=4} (MiB of heap that it may grow by).
 */
public final class CallsBench {
  private CallsBench() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    boolean clean =
        CallSoak.run(
            Integer.getInteger("bench.calls", 100_000),
            Integer.getInteger("bench.rate", 150),
            Integer.getInteger("bench.growth", 4));
    if (!clean) {
      System.exit(1);
    }
  }
}
