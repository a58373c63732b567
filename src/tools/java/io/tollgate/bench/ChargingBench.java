package io.tollgate.bench;

import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.testkit.FakeSignalling;
import io.tollgate.charging.testkit.Samples;
import io.tollgate.charging.testkit.World;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What charging costs per counted message and per join, beside a bare atomic counter and beside
 * itself at another size of conference.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChargingBench {

  private static final int SMALL = 5;
  private static final int LARGE = 500;

  /** A conference, charged offline and online, with this many participants. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init")
  public static class Conference {
    @Param({"5", "500"})
    public int roster;

    final AtomicLong counter = new AtomicLong();
    World world;
    World.Subject conference;
    World.Subject other;
    FakeSignalling joining;

    /** There are always both sizes, so that only the one that is measured differs. */
    @Setup(Level.Iteration)
    public void open() {
      open(roster == SMALL ? LARGE : SMALL);
      other = conference;
      open(roster);
    }

    private void open(int participants) {
      world = new World(World.BOTH);
      world.ocs.granting(Long.MAX_VALUE / 4);
      conference = world.open(Samples.conference(ServiceProfile.IM));
      conference.walk(Procedure.INITIATE_GROUP, "INVITE", participants);
      conference.messages(1000);
      joining = new FakeSignalling(Samples.event("INVITE", participants));
    }
  }

  @Benchmark
  public Object countedMessage(Conference on) {
    Object admission = on.conference.session.messages().admit(later -> {});
    on.conference.session.messages().completed();
    return admission;
  }

  @Benchmark
  public long bareCounter(Conference on) {
    return on.counter.incrementAndGet();
  }

  /** The whole of F1 and F5: trigger check, update, its answer, record. */
  @Benchmark
  public Object join(Conference on) {
    on.conference.session.walk(Procedure.JOIN, on.joining);
    on.joining.done.clear();
    on.world.cdf.records.clear();
    on.world.ocs.requests.clear();
    on.world.ocs.failovers.clear();
    on.world.ocs.forgetOutcomes();
    return on.joining;
  }

  public static void main(String[] arguments) throws RunnerException {
    Map<String, double[]> nanos = new TreeMap<>();
    Map<String, double[]> bytes = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (RunResult result : run()) {
        String method = result.getParams().getBenchmark();
        String key =
            method.substring(method.lastIndexOf('.') + 1)
                + "@"
                + result.getParams().getParam("roster");
        nanos.merge(
            key,
            iterations(result, each -> each.getPrimaryResult().getScore()),
            ChargingBench::joined);
        bytes.merge(key, iterations(result, ChargingBench::allocated), ChargingBench::joined);
      }
    }
    nanos.forEach(
        (key, values) ->
            System.out.printf(
                Locale.ROOT,
                "%-20s %8.1f ns %8.1f B/op%n",
                key,
                median(values),
                median(bytes.getOrDefault(key, NONE))));
    print(
        "message.roster500-to-5",
        nanos,
        "countedMessage@500",
        "countedMessage@5",
        ChargingBench::divided);
    print(
        "message-to-bare-counter",
        nanos,
        "countedMessage@5",
        "bareCounter@5",
        ChargingBench::divided);
    print("join.roster500-to-5", nanos, "join@500", "join@5", ChargingBench::divided);
    // Next to nothing is allocated, so that a quotient would say little.
    print(
        "message.bytes.roster500-minus-5",
        bytes,
        "countedMessage@500",
        "countedMessage@5",
        ChargingBench::minus);
  }

  private static Collection<RunResult> run() throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(ChargingBench.class.getName() + "\\..*")
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(3)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  private static double[] joined(double[] one, double[] other) {
    double[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  /** Both sizes of conference in turns: what a busy machine does to one, it does to the other. */
  private static final int ROUNDS = Integer.getInteger("tollgate.bench.rounds", 3);

  private static final double[] NONE = {Double.NaN};

  private static double divided(double one, double other) {
    return one / other;
  }

  private static double minus(double one, double other) {
    return one - other;
  }

  private static double[] iterations(RunResult result, ToDoubleFunction<IterationResult> figure) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(figure)
        .toArray();
  }

  private static double allocated(IterationResult result) {
    double[] bytes = new double[1];
    result
        .getSecondaryResults()
        .forEach(
            (name, value) -> {
              if (name.endsWith("gc.alloc.rate.norm")) {
                bytes[0] = value.getScore();
              }
            });
    return bytes[0];
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The median over the iterations, with the least and the most. */
  private static void print(
      String name,
      Map<String, double[]> figures,
      String one,
      String other,
      DoubleBinaryOperator how) {
    double[] first = figures.getOrDefault(one, NONE);
    double[] second = figures.getOrDefault(other, NONE);
    double[] all = new double[Math.min(first.length, second.length)];
    Arrays.setAll(all, i -> how.applyAsDouble(first[i], second[i]));
    Arrays.sort(all);
    System.out.printf(
        Locale.ROOT,
        "RATIO %s %.2f (%.2f %.2f)%n",
        name,
        all[all.length / 2],
        all[0],
        all[all.length - 1]);
  }
}
