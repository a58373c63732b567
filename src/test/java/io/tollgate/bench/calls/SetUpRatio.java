package io.tollgate.bench.calls;

import io.tollgate.harness.Ports;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import io.tollgate.lab.Lab;
import io.tollgate.lab.LabConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What charging offline adds to the set-up of a call: INVITE to 200 OK without charging, with it,
 * and with the CDF away, turn by turn in one run.
 */
public final class SetUpRatio {

  private SetUpRatio() {}

  public static void run(int rate, Duration step, int rounds) throws IOException {
    Path work = Files.createTempDirectory(Path.of("target"), "setup");
    try (Lab lab = Lab.start(LabConfig.ephemeral());
        ServerProcess off = ServerProcess.tollgate(List.of("sip.warm-up-calls=0"));
        ServerProcess on = charged(work.resolve("on.db"), lab.cdfNode().port());
        ServerProcess away = charged(work.resolve("away.db"), Ports.free())) {
      for (ServerProcess server : List.of(off, on, away)) {
        p95(server, 100, step);
      }
      List<Double> ratiosOn = new ArrayList<>();
      List<Double> ratiosAway = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        double without = p95(off, rate, step);
        double with = p95(on, rate, step);
        double stored = p95(away, rate, step);
        System.out.printf(
            Locale.ROOT,
            "%d calls/s, p95 of the set-up: not charged %.1f ms, offline %.1f ms, CDF away %.1f ms%n",
            rate,
            without,
            with,
            stored);
        ratiosOn.add(with / without);
        ratiosAway.add(stored / without);
      }
      System.out.printf(Locale.ROOT, "RATIO setup-offline-p95 %.2f%n", median(ratiosOn));
      System.out.printf(Locale.ROOT, "RATIO setup-cdf-away-p95 %.2f%n", median(ratiosAway));
    }
  }

  private static ServerProcess charged(Path journal, int cdfPort) throws IOException {
    return ServerProcess.tollgate(
        List.of(
            "sip.warm-up-calls=0",
            "charging.mode=offline",
            "journal.file=" + journal.toAbsolutePath(),
            "diameter.realm=lab.tollgate.example",
            "diameter.identity=tollgate.lab.tollgate.example",
            "diameter.peers=cdf.lab.tollgate.example@127.0.0.1:" + cdfPort + ";rf"));
  }

  private static double p95(ServerProcess server, int rate, Duration step) throws IOException {
    int calls = Math.toIntExact(rate * step.toSeconds());
    Duration limit = step.plusSeconds(60);
    try (SippRun callee =
            SippRunner.scenario("load-callee")
                .withoutMessageLog()
                .calls(calls)
                .limit(limit)
                .start();
        SippRun caller =
            SippRunner.scenario("load-caller")
                .withoutMessageLog()
                .to(server.sipPort())
                .key("callee_port", callee.port())
                .calls(calls)
                .rate(rate)
                .limit(limit)
                .option("-l", "20000", "-trace_rtt", "-rtt_freq", "50")
                .start()) {
      caller.awaitExit();
      if (caller.total("FailedCall") > 0) {
        System.out.println(caller.total("FailedCall") + " of " + calls + " calls failed");
      }
      return p95(caller.folder());
    }
  }

  private static double p95(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path file =
          files.filter(each -> each.toString().endsWith("_rtt.csv")).findFirst().orElseThrow();
      double[] times;
      try (Stream<String> lines = Files.lines(file)) {
        times =
            lines
                .skip(1)
                .map(line -> line.split(";"))
                .filter(fields -> fields.length > 1)
                .mapToDouble(fields -> Double.parseDouble(fields[1]))
                .sorted()
                .toArray();
      }
      return times[Math.min(times.length - 1, times.length * 95 / 100)];
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
