package io.tollgate.bench;

import io.tollgate.charging.flow.Procedure;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.testkit.FakeSignalling;
import io.tollgate.charging.testkit.Samples;
import io.tollgate.charging.testkit.World;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

  /** One conference, charged offline and online, with this many participants. */
  @State(Scope.Thread)
  public static class Conference {
    @Param({"5", "500"})
    public int roster;

    final AtomicLong counter = new AtomicLong();
    World world;
    World.Subject conference;
    FakeSignalling joining;

    @Setup(Level.Iteration)
    public void open() {
      world = new World(World.BOTH);
      world.ocs.granting(Long.MAX_VALUE / 4);
      conference = world.open(Samples.conference(ServiceProfile.IM));
      conference.walk(Procedure.INITIATE_GROUP, "INVITE", roster);
      joining = new FakeSignalling(Samples.event("INVITE", roster));
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
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(ChargingBench.class.getName() + "\\..*")
                    .forks(1)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.seconds(1))
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    Map<String, Double> nanos = new HashMap<>();
    Map<String, Double> bytes = new HashMap<>();
    for (RunResult result : results) {
      String method = result.getParams().getBenchmark();
      String key =
          method.substring(method.lastIndexOf('.') + 1)
              + "@"
              + result.getParams().getParam("roster");
      nanos.put(key, result.getPrimaryResult().getScore());
      result
          .getSecondaryResults()
          .forEach(
              (name, value) -> {
                if (name.endsWith("gc.alloc.rate.norm")) {
                  bytes.put(key, value.getScore());
                }
              });
    }
    nanos.forEach(
        (key, value) ->
            System.out.printf(
                Locale.ROOT,
                "%-20s %8.1f ns %8.1f B/op%n",
                key,
                value,
                bytes.getOrDefault(key, Double.NaN)));
    ratio("message.roster500-to-5", nanos, "countedMessage@500", "countedMessage@5");
    ratio("message-to-bare-counter", nanos, "countedMessage@5", "bareCounter@5");
    ratio("join.roster500-to-5", nanos, "join@500", "join@5");
    System.out.printf(
        Locale.ROOT,
        "RATIO message.bytes.roster500-minus-5 %.3f%n",
        bytes.getOrDefault("countedMessage@500", Double.NaN)
            - bytes.getOrDefault("countedMessage@5", Double.NaN));
  }

  private static void ratio(String name, Map<String, Double> nanos, String one, String other) {
    System.out.printf(
        Locale.ROOT,
        "RATIO %s %.3f%n",
        name,
        nanos.getOrDefault(one, Double.NaN) / nanos.getOrDefault(other, Double.NaN));
  }
}
