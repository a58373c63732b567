package io.tollgate.bench.calls;

import io.tollgate.bench.measure.Quiet;
import io.tollgate.bench.measure.Undisturbed;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Calls through a server that had come to rest again when its CPU time was read.
 *
 * @param cpuMicros of the server, for each call
 */
record Trial(CallLoad.Outcome outcome, double cpuMicros) {

  /** Places calls. */
  interface Load {
    CallLoad.Outcome place() throws InterruptedException;
  }

  static Trial of(Quiet.Use use, Load load) throws IOException, InterruptedException {
    double before = use.cpuSeconds();
    CallLoad.Outcome outcome = load.place();
    Quiet.await(use, Warming.SETTLING);
    return new Trial(outcome, (use.cpuSeconds() - before) * 1e6 / outcome.carried());
  }

  /** With set-up times, measured again while others take the cores. */
  static Trial undisturbed(ServerProcess server, int rate, Duration duration)
      throws IOException, InterruptedException {
    return Undisturbed.of(
        () ->
            of(server.use()::cpuSeconds, () -> CallLoad.probed(server.sipPort(), rate, duration)));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, %.0f us CPU a call", outcome, cpuMicros);
  }
}
