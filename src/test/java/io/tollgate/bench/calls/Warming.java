package io.tollgate.bench.calls;

import java.io.IOException;
import java.time.Duration;

/** Has a JVM compile what calls need, by calls and not by time, before anything is measured. */
final class Warming {
  static final Duration SETTLING = Duration.ofSeconds(20);

  private static final int CALLS = Integer.getInteger("bench.warm", 8_000);
  private static final int FULL_RATE = 250;

  private Warming() {}

  /** Slowly at first: a cold server answers after seconds, and what fails would only burden it. */
  static void warm(String who, ServerProcess server) throws IOException, InterruptedException {
    CallLoad.run(server.sipPort(), 50, Duration.ofSeconds(5));
    CallLoad.run(server.sipPort(), 100, Duration.ofSeconds(5));
    CallLoad.Outcome outcome =
        CallLoad.run(
            server.sipPort(), FULL_RATE, Duration.ofSeconds(Math.max(1, CALLS / FULL_RATE)));
    System.out.println("warm-up " + who + ", after 750 calls at 50 and 100 a second: " + outcome);
    server.use().awaitQuiet(SETTLING);
  }

  static String describe() {
    return "Each JVM was warmed by 250 calls at 50 a second, 500 at 100 and %d at %d."
        .formatted(CALLS, FULL_RATE);
  }
}
