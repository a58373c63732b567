package io.tollgate.bench;

import io.tollgate.msrp.codec.FrameFuzzer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * {@code deploy/bench fuzz}: at least a million inputs that are nearly MSRP, each decoded whole and
 * cut anywhere; longer with {@code -Dminutes=60}.
 */
public final class FuzzBench {
  private static final long LEAST = 1_000_000;

  private FuzzBench() {}

  public static void main(String[] args) {
    long seed = Long.getLong("seed", System.nanoTime());
    long until = System.nanoTime() + Duration.ofMinutes(Integer.getInteger("minutes", 1)).toNanos();
    FrameFuzzer fuzzer = new FrameFuzzer(seed);
    long start = System.nanoTime();
    long inputs = 0;
    while (inputs < LEAST || System.nanoTime() < until) {
      String fault = fuzzer.run();
      inputs++;
      if (!fault.isEmpty()) {
        System.out.printf("seed %d, input %d: %s%n", seed, inputs, fault);
        System.exit(1);
      }
    }
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    System.out.printf(
        "%d inputs in %d s, seed %d: nothing escaped, %d MiB in use at the end%n",
        inputs,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
        seed,
        runtime.totalMemory() - runtime.freeMemory() >> 20);
  }
}
