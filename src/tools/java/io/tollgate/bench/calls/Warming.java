package io.tollgate.bench.calls;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Has a JVM compile what calls need, before anything is measured: calls until its compilers have
 * next to nothing left to do. Fewer calls measure the compilers, which take both cores for minutes,
 * and so do calls unlike those that are measured, which undo what was compiled.
 */
final class Warming {
  static final Duration SETTLING = Duration.ofSeconds(20);

  private static final Duration STEP = Duration.ofSeconds(10);
  private static final int MOST_CALLS = Integer.getInteger("bench.warm", 60_000);
  private static final int FULL_RATE = 250;

  /** Of a core. */
  private static final double IDLE_COMPILERS = 0.05;

  private Warming() {}

  /** Slowly at first: a cold server answers after seconds, and what fails would only burden it. */
  static void warm(String who, ServerProcess server) throws IOException, InterruptedException {
    warm(who, server, MOST_CALLS);
  }

  static void warm(String who, ServerProcess server, int mostCalls)
      throws IOException, InterruptedException {
    CallLoad.run(server.sipPort(), 50, Duration.ofSeconds(5));
    CallLoad.run(server.sipPort(), 100, Duration.ofSeconds(5));
    long calls = 750;
    long failed = 0;
    double share = 1;
    while (share > IDLE_COMPILERS && calls < mostCalls) {
      double before = server.use().compilerSeconds();
      CallLoad.Outcome outcome = CallLoad.probed(server.sipPort(), FULL_RATE, STEP);
      share = (server.use().compilerSeconds() - before) / STEP.toSeconds();
      calls += outcome.placed();
      failed += outcome.failed();
    }
    System.out.printf(
        Locale.ROOT,
        "warm-up %s: %d calls, %d failed; the compilers take %.0f %% of a core%n",
        who,
        calls,
        failed,
        share * 100);
    server.use().awaitQuiet(SETTLING);
  }

  static String describe() {
    return "Each JVM was warmed by 250 calls at 50 a second, 500 at 100, and as many at %d (at most %d) as its compilers took more than %.0f %% of a core for."
        .formatted(FULL_RATE, MOST_CALLS, IDLE_COMPILERS * 100);
  }
}
