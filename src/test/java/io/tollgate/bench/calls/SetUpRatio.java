package io.tollgate.bench.calls;

import io.tollgate.bench.measure.Rounds;
import io.tollgate.harness.Ports;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What charging offline adds to the set-up of a call: INVITE to 200 OK without charging, with it,
 * and with the CDF away, turn by turn in one run.
 */
public final class SetUpRatio {
  private static final String HEAP = "1g";

  private SetUpRatio() {}

  public static void run(int rate, Duration step, int number)
      throws IOException, InterruptedException {
    Rounds rounds = new Rounds();
    try (LabProcess lab = LabProcess.start();
        ServerProcess off = ServerProcess.tollgate(HEAP, List.of("charging.mode=off"));
        ServerProcess on = ServerProcess.tollgate(HEAP, lab.offline("offline"));
        ServerProcess away = ServerProcess.tollgate(HEAP, lab.offlineAway("away", Ports.free()))) {
      Map<String, ServerProcess> servers = new LinkedHashMap<>();
      servers.put("off", off);
      servers.put("offline", on);
      servers.put("CDF away", away);
      for (ServerProcess server : servers.values()) {
        CallLoad.run(server.sipPort(), 100, step);
      }
      for (int round = 1; round <= number; round++) {
        for (Map.Entry<String, ServerProcess> each : servers.entrySet()) {
          CallLoad.Outcome outcome = CallLoad.probed(each.getValue().sipPort(), rate, step);
          System.out.printf("round %d, charging %s: %s%n", round, each.getKey(), outcome);
          rounds.add("p95", each.getKey(), outcome.percentile(95));
        }
      }
    }
    rounds.printRatio("setup-offline-p95", "p95", "offline", "off");
    rounds.printRatio("setup-cdf-away-p95", "p95", "CDF away", "off");
  }
}
