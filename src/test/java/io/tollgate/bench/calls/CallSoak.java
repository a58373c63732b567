package io.tollgate.bench.calls;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Many short calls, after which nothing may be left. */
public final class CallSoak {
  private static final List<String> GAUGES =
      List.of(
          "tollgate_sip_application_sessions", "tollgate_sip_legs", "tollgate_sip_pending_work");

  /** Transactions over UDP linger for 64*T1 (RFC 3261 17.1.1.2). */
  private static final Duration LINGERING = Duration.ofSeconds(120);

  private CallSoak() {}

  /** Whether every call succeeded and every gauge came back to zero. */
  public static boolean run(int calls, int rate) throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.tollgate("1g", List.of())) {
      CallLoad.run(server.sipPort(), rate, Duration.ofSeconds(20));
      awaitZero(server);
      double heapBefore = server.use().heapMebibytesAfterCollection();
      CallLoad.Outcome outcome =
          CallLoad.run(server.sipPort(), rate, Duration.ofSeconds(calls / rate));
      System.out.println(outcome);
      Map<String, Double> left = awaitZero(server);
      double heapAfter = server.use().heapMebibytesAfterCollection();
      System.out.println("left: " + left);
      System.out.printf(
          "heap after a collection: %.1f MiB before, %.1f MiB after%n", heapBefore, heapAfter);
      boolean clean = left.values().stream().allMatch(value -> value == 0) && outcome.failed() == 0;
      System.out.println(clean ? "PASS" : "FAIL");
      return clean;
    }
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
