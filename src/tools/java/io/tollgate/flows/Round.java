package io.tollgate.flows;

import io.tollgate.flows.FlowRun.Verdict;
import io.tollgate.wire.Capture;
import io.tollgate.wire.Trace;
import io.tollgate.wire.WatchedPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One deployment and the runs that are played against it, judged from one capture. */
final class Round implements Callable<List<Verdict>> {

  /** Runs at once; SIPp and the capture share the machine with the server. */
  private static final int AT_ONCE = 4;

  private final String charging;
  private final List<FlowRun> runs;
  private final Map<String, String> settings;
  private final Path reports;

  /**
   * @param settings beyond those of every deployment
   */
  Round(String charging, List<FlowRun> runs, Map<String, String> settings, Path reports) {
    this.charging = charging;
    this.runs = List.copyOf(runs);
    this.settings = Map.copyOf(settings);
    this.reports = reports;
  }

  @Override
  public List<Verdict> call() throws IOException, InterruptedException {
    try (Deployment deployment =
            Deployment.start(charging, reports.resolve("run-" + charging), settings);
        Capture capture = Capture.start(watched(deployment))) {
      play(runs.stream().filter(run -> !run.killsTheServer()).toList(), AT_ONCE, deployment);
      List<FlowRun> killers = runs.stream().filter(FlowRun::killsTheServer).toList();
      if (!killers.isEmpty()) {
        deployment.killedBy(killers.size());
        play(killers, killers.size(), deployment);
      }
      deployment.settle();
      Trace trace = capture.stop();
      Files.copy(
          capture.file(),
          reports.resolve(charging + ".pcapng"),
          StandardCopyOption.REPLACE_EXISTING);
      Files.write(
          reports.resolve(charging + ".whatif.txt"), chargedAgain(capture, trace, deployment));
      return runs.stream()
          .map(run -> run.judge(trace, deployment.cdfPort(), deployment.ocsPort()))
          .toList();
    }
  }

  /** What the capture alone would have been charged with; no verdict depends on it. */
  private List<String> chargedAgain(Capture capture, Trace trace, Deployment deployment)
      throws InterruptedException {
    try {
      return new WhatIfCheck(
              capture.file(),
              trace,
              "127.0.0.1:" + deployment.sip().sipPort(),
              deployment.settings())
          .report(runs);
    } catch (IOException | RuntimeException e) {
      return List.of("not compared: " + e);
    }
  }

  private static void play(List<FlowRun> runs, int atOnce, Deployment deployment)
      throws InterruptedException {
    ExecutorService players = Executors.newFixedThreadPool(atOnce);
    runs.forEach(run -> players.execute(() -> run.play(deployment)));
    players.shutdown();
    if (!players.awaitTermination(8, TimeUnit.MINUTES)) {
      players.shutdownNow();
    }
  }

  /** Everybody's MSRP goes through Tollgate's port: a filter for each party's would be too long. */
  static WatchedPorts watched(Deployment deployment) {
    return WatchedPorts.none()
        .sip(deployment.sip().sipPort())
        .diameter(deployment.cdfPort(), deployment.ocsPort())
        .msrp(deployment.msrpPort());
  }
}
