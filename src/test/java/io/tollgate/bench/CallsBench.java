package io.tollgate.bench;

import io.tollgate.bench.calls.CallRatio;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Calls/s without charging, beside a bare B2BUA servlet in the same container. Steps are set by
 * {@code TOLLGATE_BENCH_JAVA_OPTS='-Dbench.seconds=60 -Dbench.rates=100,200'}.
 */
public final class CallsBench {
  private CallsBench() {}

  public static void main(String[] words) throws IOException {
    CallRatio.run(
        Duration.ofSeconds(Long.getLong("bench.seconds", 60)),
        Arrays.stream(System.getProperty("bench.rates", "100,200,300,400,500,600").split(","))
            .map(Integer::valueOf)
            .toList());
  }
}
