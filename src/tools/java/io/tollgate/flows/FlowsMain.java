package io.tollgate.flows;

import io.tollgate.charging.flow.Charging;
import io.tollgate.flows.FlowRun.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code deploy/flows}: plays the flows of the standard against the distribution, with SIPp for
 * every party and the lab charging functions as peers, and judges each from a packet capture. With
 * {@code --mutate} the server gets its orders wrong, and every flow has to notice.
 */
public final class FlowsMain {
  private static final Path REPORTS = Path.of("target", "flows");

  /** Deployments at once: one starts or settles while the flows of the other are played. */
  private static final int ROUNDS_AT_ONCE = 2;

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
                      "%-12s %s  %s%n", script.id(), script.title(), script.variants().keySet()));
      return 0;
    }
    return options.mutate() ? mutate(options) : play(options);
  }

  private static int play(FlowsOptions options) throws Exception {
    Files.createDirectories(REPORTS);
    List<Round> rounds = new ArrayList<>();
    runs(options)
        .forEach(
            (charging, runs) -> rounds.add(new Round(charging, runs, options.settings(), REPORTS)));
    List<Verdict> verdicts = verdicts(rounds);
    verdicts.forEach(FlowsMain::report);
    long failed = verdicts.stream().filter(verdict -> !verdict.ok()).count();
    System.out.printf("flows: %d ok, %d failed%n", verdicts.size() - failed, failed);
    return (int) failed;
  }

  /** Every flow has to fail, and to say which step is wrong. */
  private static int mutate(FlowsOptions options) throws Exception {
    Path reports = REPORTS.resolve("mutated");
    Files.createDirectories(reports);
    List<Round> rounds = new ArrayList<>();
    runs(options)
        .forEach(
            (charging, runs) -> {
              if (!charging.equals(Deployment.MIXED)) {
                String orders =
                    charging.equals(Deployment.STRICT)
                        ? Mutation.strictOrders()
                        : Mutation.orders(Charging.valueOf(charging.toUpperCase(Locale.ROOT)));
                System.out.println("wrong orders, " + charging + ":");
                System.out.println("  " + orders.replace(";", "\n  "));
                List<FlowRun> charged = runs.stream().filter(FlowRun::isCharged).toList();
                rounds.add(new Round(charging, charged, Map.of("charging.flows", orders), reports));
              }
            });
    List<Verdict> verdicts = verdicts(rounds);
    for (Verdict verdict : verdicts) {
      draw(verdict, reports);
      System.out.printf(
          "%s: %s%n", verdict.run().name(), verdict.saysWhat() ? "noticed" : "NOT NOTICED");
      verdict.differences().forEach(difference -> System.out.println("  " + difference));
    }
    long missed = verdicts.stream().filter(verdict -> !verdict.saysWhat()).count();
    System.out.printf(
        "wrong orders: %d noticed, %d not noticed%n", verdicts.size() - missed, missed);
    return (int) missed;
  }

  private static Map<String, List<FlowRun>> runs(FlowsOptions options) {
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
    return byCharging;
  }

  private static List<Verdict> verdicts(List<Round> rounds)
      throws InterruptedException, ExecutionException {
    ExecutorService deployments = Executors.newFixedThreadPool(ROUNDS_AT_ONCE);
    try {
      List<Verdict> verdicts = new ArrayList<>();
      for (Future<List<Verdict>> round : deployments.invokeAll(rounds)) {
        verdicts.addAll(round.get());
      }
      return verdicts;
    } finally {
      deployments.shutdown();
    }
  }

  private static void report(Verdict verdict) {
    System.out.println(draw(verdict, REPORTS));
    verdict.differences().forEach(difference -> System.out.println("  DIFFERS " + difference));
    System.out.printf(
        "%s: %s%n%n",
        verdict.run().name(),
        verdict.ok()
            ? "ok (would notice each of " + verdict.tried() + " swapped or missing steps)"
            : "FAILED");
  }

  /** The ladder, left in the folder as text and as SVG. */
  private static String draw(Verdict verdict, Path folder) {
    String file = verdict.run().name().replace(' ', '-');
    String text = verdict.run().title() + "\n\n" + verdict.ladder().text();
    try {
      Files.writeString(folder.resolve(file + ".txt"), text);
      Files.writeString(folder.resolve(file + ".svg"), verdict.ladder().svg(verdict.run().title()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text;
  }
}
