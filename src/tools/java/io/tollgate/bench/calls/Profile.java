package io.tollgate.bench.calls;

import io.tollgate.bench.measure.MarkdownTable;
import io.tollgate.bench.measure.ProcessUse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where the CPU time of a call goes, in container and application, at a moderate and at a high
 * rate: the kernel's share and that of collector and compilers as the kernel counts them, the rest
 * as a flight recording's samples share it out.
 */
public final class Profile {
  private static final int MOST_FRAMES = 25;

  private final List<Variant> variants;
  private final List<Integer> rates;
  private final Duration duration;
  private final Map<String, Column> columns = new LinkedHashMap<>();

  public Profile(List<String> ids, List<Integer> rates, Duration duration) {
    this.variants =
        List.of(Variant.values()).stream().filter(each -> ids.contains(each.id())).toList();
    this.rates = rates;
    this.duration = duration;
  }

  /** CPU microseconds and kilobytes of one call. */
  private record Column(
      double cpu, double system, double collector, double compilers, WhereTimeGoes where) {
    double java() {
      return Math.max(0, cpu - system - collector - compilers);
    }
  }

  public void run() throws IOException, InterruptedException {
    List<Contender> contenders = Contender.of(variants);
    try (Contest contest = Contest.of(contenders)) {
      for (Contender each : contenders) {
        ServerProcess server = contest.server(each);
        // Before the warm-up: it has the JVM compile much anew.
        server.use().profile();
        Warming.warm(each.id(), server);
        server.use().profiled(Path.of("target", "bench", each.id() + "-warm.jfr"));
        for (int rate : rates) {
          measure(each, server, rate);
        }
      }
    }
    report();
  }

  private void measure(Contender each, ServerProcess server, int rate)
      throws IOException, InterruptedException {
    ProcessUse use = server.use();
    use.profile();
    double cpu = use.cpuSeconds();
    double system = use.systemSeconds();
    double collector = use.collectorSeconds();
    double compilers = use.compilerSeconds();
    CallLoad.Outcome outcome = CallLoad.run(server.sipPort(), rate, duration);
    double scale = 1e6 / outcome.carried();
    Path file = Path.of("target", "bench", each.id() + "-" + rate + ".jfr");
    Column column =
        new Column(
            (use.cpuSeconds() - cpu) * scale,
            (use.systemSeconds() - system) * scale,
            (use.collectorSeconds() - collector) * scale,
            (use.compilerSeconds() - compilers) * scale,
            recorded(use, file));
    columns.put(each.id() + " at " + rate + "/s", column);
    System.out.printf(
        Locale.ROOT, "%s: %s, %.0f us CPU a call%n", each.id(), outcome, column.cpu());
    use.awaitQuiet(Warming.SETTLING);
  }

  private static WhereTimeGoes recorded(ProcessUse use, Path file)
      throws IOException, InterruptedException {
    use.profiled(file);
    return WhereTimeGoes.of(file);
  }

  private void report() {
    columns.forEach(
        (name, column) -> {
          System.out.println("--- " + name + ": where Java threads were");
          WhereTimeGoes.most(column.where().time(), MOST_FRAMES).forEach(System.out::println);
          System.out.println("--- " + name + ": what they allocated");
          WhereTimeGoes.most(column.where().allocation(), MOST_FRAMES).forEach(System.out::println);
        });
    System.out.println("PAGE");
    List<String> head = new ArrayList<>(List.of("CPU us a call"));
    head.addAll(columns.keySet());
    MarkdownTable.header(head.toArray());
    row("all", Column::cpu);
    row("system calls", Column::system);
    row("collector", Column::collector);
    row("compilers", Column::compilers);
    for (String part : WhereTimeGoes.parts()) {
      row(part, column -> column.java() * column.where().time().share(part));
    }
  }

  private interface Figure {
    double of(Column column);
  }

  private void row(String name, Figure figure) {
    List<String> cells = new ArrayList<>(List.of(name));
    columns
        .values()
        .forEach(each -> cells.add(String.format(Locale.ROOT, "%.0f", figure.of(each))));
    MarkdownTable.row(cells.toArray());
  }
}
