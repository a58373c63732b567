package io.tollgate.flows;

import io.tollgate.flows.FlowRun.Verdict;
import io.tollgate.wire.Capture;
import io.tollgate.wire.Trace;
import io.tollgate.wire.WatchedPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * {@code deploy/flows}: plays the flows of the standard against the distribution, with SIPp for
 * every party and the lab charging functions as peers, and judges each from a packet capture.
 */
public final class FlowsMain {
  private static final Path REPORTS = Path.of("target", "flows");

  /** Runs at once within one deployment; SIPp and the capture share two cores with the server. */
  private static final int AT_ONCE = 4;

  private FlowsMain() {}

  public static void main(String[] args) throws Exception {
    int failed;
    try {
      failed = run(FlowsOptions.parse(List.of(args)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      failed = 2;
    }
    System.exit(failed == 0 ? 0 : 1);
  }

  private static int run(FlowsOptions options) throws Exception {
    if (options.list()) {
      options.ids().stream()
          .map(FlowScript::load)
          .forEach(
              script ->
                  System.out.printf(
                      "%-4s %s  %s%n", script.id(), script.title(), script.variants().keySet()));
      return 0;
    }
    Map<String, List<FlowRun>> byCharging = new LinkedHashMap<>();
    for (String id : options.ids()) {
      FlowScript script = FlowScript.load(id);
      for (FlowScript.Variant variant : script.variants().keySet()) {
        if (options.wants(variant)) {
          byCharging
              .computeIfAbsent(variant.charging(), key -> new ArrayList<>())
              .add(new FlowRun(script, variant));
        }
      }
    }
    Files.createDirectories(REPORTS);
    List<Verdict> verdicts = new ArrayList<>();
    for (Map.Entry<String, List<FlowRun>> part : byCharging.entrySet()) {
      verdicts.addAll(play(part.getKey(), part.getValue()));
    }
    verdicts.forEach(FlowsMain::report);
    long failed = verdicts.stream().filter(verdict -> !verdict.ok()).count();
    System.out.printf("flows: %d ok, %d failed%n", verdicts.size() - failed, failed);
    return (int) failed;
  }

  private static List<Verdict> play(String charging, List<FlowRun> runs) throws Exception {
    runs.forEach(FlowRun::castParties);
    try (Deployment deployment =
            Deployment.start(charging, REPORTS.resolve("run-" + charging), Map.of());
        Capture capture = Capture.start(watched(deployment, runs))) {
      ExecutorService players = Executors.newFixedThreadPool(AT_ONCE);
      runs.stream()
          .filter(run -> !run.isAlone())
          .forEach(run -> players.execute(() -> run.play(deployment)));
      players.shutdown();
      if (!players.awaitTermination(4, TimeUnit.MINUTES)) {
        players.shutdownNow();
      }
      runs.stream().filter(FlowRun::isAlone).forEach(run -> run.play(deployment));
      deployment.settle();
      Files.createDirectories(REPORTS);
      Trace trace = capture.stop();
      Files.copy(
          capture.file(),
          REPORTS.resolve(charging + ".pcapng"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      List<Verdict> verdicts = new ArrayList<>();
      for (FlowRun run : runs) {
        verdicts.add(run.judge(trace, deployment.cdfPort(), deployment.ocsPort()));
      }
      return verdicts;
    }
  }

  private static WatchedPorts watched(Deployment deployment, List<FlowRun> runs) {
    WatchedPorts ports =
        WatchedPorts.none()
            .sip(deployment.sip().sipPort())
            .diameter(deployment.cdfPort(), deployment.ocsPort())
            .msrp(deployment.msrpPort());
    for (FlowRun run : runs) {
      for (Cast.Party party : run.cast().parties().values()) {
        ports = ports.msrp(party.msrpPort());
      }
    }
    return ports;
  }

  private static void report(Verdict verdict) {
    String file = verdict.run().name().replace(' ', '-');
    String text = verdict.run().title() + "\n\n" + verdict.ladder().text();
    try {
      Files.writeString(REPORTS.resolve(file + ".txt"), text);
      Files.writeString(
          REPORTS.resolve(file + ".svg"), verdict.ladder().svg(verdict.run().title()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    System.out.println(text);
    verdict.differences().forEach(difference -> System.out.println("  DIFFERS " + difference));
    System.out.printf("%s: %s%n%n", verdict.run().name(), verdict.ok() ? "ok" : "FAILED");
  }
}
