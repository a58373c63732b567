package io.tollgate.bench;

import io.tollgate.bench.calls.Profile;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Where the time of a call goes. {@code TOLLGATE_BENCH_JAVA_OPTS} takes {@code
 * -Dbench.variants=bare,off,rf,rf-ro -Dbench.rates=200,800 -Dbench.seconds=20}; the flight
 * recordings stay in target/bench.
 */
public final class ProfileBench {
  private ProfileBench() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    List<Integer> rates =
        Arrays.stream(System.getProperty("bench.rates", "200,800").split(","))
            .map(Integer::valueOf)
            .toList();
    new Profile(
            Arrays.asList(System.getProperty("bench.variants", "bare,off,rf,rf-ro").split(",")),
            rates,
            Duration.ofSeconds(Long.getLong("bench.seconds", 20)))
        .run();
  }
}
