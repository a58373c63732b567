package io.tollgate.crash;

import io.tollgate.bench.calls.CallLoad;
import io.tollgate.bench.calls.ServerProcess;
import io.tollgate.bench.measure.Spread;
import io.tollgate.harness.Ports;
import io.tollgate.lab.LabMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code deploy/crash --outage [SECONDS [RATE]]}: the CDF is away for the whole of a run. No call
 * fails, none is set up slower, memory stays flat, and afterwards every record is delivered, in
 * order.
 */
final class Outage {

  private static final String HEAP = "512m";
  private static final Duration PART = Duration.ofSeconds(30);
  private static final Duration WARMING = Duration.ofSeconds(15);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(15);
  private static final double SLOWEST = 1.1;
  private static final double MOST_GROWTH_MIB = 16;

  private final Path folder;
  private final int rate;
  private final int cdfPort = Ports.free();
  private final List<String> complaints = new ArrayList<>();
  private long placed;

  Outage(Path folder, int rate) throws IOException {
    this.folder = Files.createDirectories(folder.toAbsolutePath());
    this.rate = rate;
  }

  boolean run(Duration away) throws IOException, InterruptedException {
    try (Program lab = new Program(folder, "lab", labCommand(), Map.of());
        ServerProcess server = ServerProcess.tollgate(HEAP, settings())) {
      lab.start();
      warmUp(server);
      List<Double> there = new ArrayList<>();
      there.add(calls(server, "CDF there"));
      there.add(calls(server, "CDF there"));
      if (!complaints.isEmpty()) {
        System.out.println("This machine is too busy for " + rate + " calls/s: nothing to be told");
        return false;
      }
      lab.kill();
      List<Double> gone = new ArrayList<>();
      List<Double> heap = new ArrayList<>();
      for (long i = 0; i < Math.max(2, away.toSeconds() / PART.toSeconds()); i++) {
        gone.add(calls(server, "CDF away"));
        heap.add(server.use().heapMebibytesAfterCollection());
      }
      lab.start();
      double draining = calls(server, "CDF back, backlog drains");
      drain(server);
      // Before and after, so that a server that grew faster meanwhile has no advantage.
      there.add(calls(server, "CDF there"));
      there.add(calls(server, "CDF there"));
      drain(server);
      judge(there, gone, draining, heap);
    }
    DeliveredRecords delivered = DeliveredRecords.read(folder.resolve("lab/records.csv"));
    complaints.addAll(delivered.complaints(placed));
    System.out.println(delivered);
    complaints.stream().limit(40).forEach(System.out::println);
    System.out.println(complaints.isEmpty() ? "PASS" : "FAIL");
    return complaints.isEmpty();
  }

  private List<String> labCommand() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx1g",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        LabMain.class.getName(),
        "cdf.port=" + cdfPort,
        "ocs.port=" + Ports.free(),
        "control.port=" + Ports.free(),
        "directory=" + folder.resolve("lab"));
  }

  private List<String> settings() {
    return List.of(
        "charging.mode=offline",
        "storage.directory=" + folder,
        "journal.file=" + folder.resolve("journal.db"),
        "diameter.realm=lab.tollgate.example",
        "diameter.identity=tollgate.lab.tollgate.example",
        "diameter.reconnect-ceiling=2s",
        "diameter.peers=cdf.lab.tollgate.example@127.0.0.1:" + cdfPort + ";rf");
  }

  /** Begins gently: a server that has compiled nothing yet falls behind for long at full rate. */
  private void warmUp(ServerProcess server) throws IOException {
    for (int share = 5; share > 0; share -= 2) {
      CallLoad.Outcome outcome = CallLoad.run(server.sipPort(), Math.max(1, rate / share), WARMING);
      placed += outcome.succeeded();
      System.out.println("warm-up: " + outcome);
    }
  }

  private double calls(ServerProcess server, String when) throws IOException, InterruptedException {
    CallLoad.Outcome outcome = CallLoad.probed(server.sipPort(), rate, PART);
    placed += outcome.succeeded() + outcome.setUps().length;
    System.out.println(when + ": " + outcome);
    if (outcome.failed() > 0) {
      complaints.add(when + ": " + outcome.failed() + " calls failed");
    }
    return outcome.percentile(95);
  }

  private void drain(ServerProcess server) throws IOException, InterruptedException {
    long start = System.nanoTime();
    double before = server.metric("tollgate_journal_pending");
    while (server.metric("tollgate_journal_pending") > 0) {
      if (System.nanoTime() - start > DRAIN_LIMIT.toNanos()) {
        complaints.add("still pending after " + DRAIN_LIMIT.toMinutes() + " minutes");
        return;
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT, "drained %.0f records in %.0f s: %.0f/s%n", before, seconds, before / seconds);
  }

  private void judge(List<Double> there, List<Double> gone, double draining, List<Double> heap) {
    double reference = Spread.of(there).median();
    double slower = Spread.of(gone).median() / reference;
    double growth = growth(heap);
    System.out.printf(Locale.ROOT, "heap after collections, MiB:");
    heap.forEach(each -> System.out.printf(Locale.ROOT, " %.1f", each));
    System.out.printf(Locale.ROOT, "%nRATIO outage-setup-p95 %.2f%n", slower);
    System.out.printf(Locale.ROOT, "RATIO drain-setup-p95 %.2f%n", draining / reference);
    if (slower > SLOWEST) {
      complaints.add("set-up p95 with the CDF away: %.2f times".formatted(slower));
    }
    if (growth > MOST_GROWTH_MIB) {
      complaints.add("memory grew by %.1f MiB".formatted(growth));
    }
  }

  /** From the first quarter to the last: calls that are just open make single figures swing. */
  private static double growth(List<Double> heap) {
    int quarter = Math.max(1, heap.size() / 4);
    return Spread.of(heap.subList(heap.size() - quarter, heap.size())).median()
        - Spread.of(heap.subList(0, quarter)).median();
  }
}
