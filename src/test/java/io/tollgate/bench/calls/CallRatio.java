package io.tollgate.bench.calls;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Calls per second without a failure or a retransmission: Tollgate without charging beside the bare
 * B2BUA servlet, step by step in turn, both warm, in one run.
 */
public final class CallRatio {
  private CallRatio() {}

  public static void run(Duration step, List<Integer> rates) throws IOException {
    int bareBest = 0;
    int tollgateBest = 0;
    try (ServerProcess bare = ServerProcess.bare();
        ServerProcess tollgate = ServerProcess.tollgate(List.of("sip.warm-up-calls=0"))) {
      warm(bare, step);
      warm(tollgate, step);
      for (int rate : rates) {
        CallLoad.Outcome reference = CallLoad.run(bare.sipPort(), rate, step);
        CallLoad.Outcome ours = CallLoad.run(tollgate.sipPort(), rate, step);
        System.out.println("bare      " + reference);
        System.out.println("tollgate  " + ours);
        bareBest = reference.clean() ? Math.max(bareBest, rate) : bareBest;
        tollgateBest = ours.clean() ? Math.max(tollgateBest, rate) : tollgateBest;
      }
    }
    System.out.printf(
        "highest clean step: bare %d calls/s, tollgate %d calls/s, ratio %.2f%n",
        bareBest, tollgateBest, bareBest == 0 ? 0 : (double) tollgateBest / bareBest);
  }

  private static void warm(ServerProcess server, Duration step) {
    Duration time = step.compareTo(Duration.ofSeconds(20)) > 0 ? Duration.ofSeconds(20) : step;
    CallLoad.run(server.sipPort(), 100, time);
  }
}
