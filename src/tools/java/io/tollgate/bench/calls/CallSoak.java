package io.tollgate.bench.calls;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Many short calls, after which nothing may be left. */
public final class CallSoak {
  private static final List<String> GAUGES =
      List.of(
          "tollgate_sip_application_sessions", "tollgate_sip_legs", "tollgate_sip_pending_work");

  /** Transactions over UDP linger for 64*T1 (RFC 3261 17.1.1.2). */
  private static final Duration LINGERING = Duration.ofMinutes(2);

  private CallSoak() {}

  /** Whether every call succeeded, every gauge came back to zero and the heap did not grow. */
  public static boolean run(int calls, int rate, double mostGrowth)
      throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.tollgate("1g", List.of())) {
      Warming.warm("calls", server);
      awaitZero(server);
      double before = heap(server);
      CallLoad.Outcome outcome =
          CallLoad.run(server.sipPort(), rate, Duration.ofSeconds(calls / rate));
      System.out.println(outcome);
      Map<String, Double> left = awaitZero(server);
      double after = heap(server);
      System.out.println("left: " + left);
      System.out.printf(
          Locale.ROOT,
          "PAGE%nPAGE %d of %d calls at %d/s succeeded; left open: %s; heap after collections:"
              + " %.1f MiB before, %.1f MiB after (at most %.1f more).%n",
          outcome.succeeded(),
          outcome.placed(),
          rate,
          left.values().stream().mapToDouble(Double::doubleValue).sum() == 0 ? "nothing" : left,
          before,
          after,
          mostGrowth);
      boolean clean =
          left.values().stream().allMatch(value -> value == 0)
              && outcome.failed() == 0
              && after - before <= mostGrowth;
      System.out.println(clean ? "PASS" : "FAIL");
      return clean;
    }
  }

  /** Once what the stack and the container keep for late copies and answers is gone. */
  private static double heap(ServerProcess server) throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(Footprint.LINGERING.toSeconds());
    return server.use().heapMebibytesAfterCollection();
  }

  private static Map<String, Double> awaitZero(ServerProcess server)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Map<String, Double> gauges = read(server);
    while (gauges.values().stream().anyMatch(value -> value > 0)
        && System.nanoTime() - start < LINGERING.toNanos()) {
      TimeUnit.SECONDS.sleep(1);
      gauges = read(server);
    }
    return gauges;
  }

  private static Map<String, Double> read(ServerProcess server)
      throws IOException, InterruptedException {
    Map<String, Double> gauges = new TreeMap<>();
    for (String gauge : GAUGES) {
      gauges.put(gauge, server.metric(gauge));
    }
    return gauges;
  }
}
