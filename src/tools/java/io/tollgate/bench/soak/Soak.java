package io.tollgate.bench.soak;

import io.tollgate.bench.calls.CallLoad;
import io.tollgate.bench.calls.LabProcess;
import io.tollgate.bench.calls.ServerProcess;
import io.tollgate.bench.soak.Sample.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Mixed load with faults, while samples are taken; then quiet, in which everything must go. */
public final class Soak {
  private static final Path RESULTS = Path.of("target", "bench");

  /** The JVM compiles and caches fill: not counted. */
  private static final double WARMING_SHARE = 0.25;

  private static final int SAMPLES = 40;
  private static final Duration LEAST_INTERVAL = Duration.ofSeconds(5);

  private final Duration duration;
  private final int rate;
  private final int users;

  /**
   * @param rate short calls a second
   * @param users who play each of the scenes
   */
  public Soak(Duration duration, int rate, int users) {
    this.duration = duration;
    this.rate = rate;
    this.users = users;
  }

  /** Whether nothing grew, and nothing was left. */
  public boolean run() throws IOException, InterruptedException {
    LabProcess lab = LabProcess.start();
    List<String> settings = new ArrayList<>(lab.both("soak"));
    settings.add("conference.max-per-user=1000");
    // Who gave a call up without a word, as SIPp does, is noticed while we wait for all to end.
    settings.add("sip.session-expires=90s");
    try (Faults faults = new Faults(lab);
        ServerProcess server = ServerProcess.touched("1g", settings)) {
      CallLoad.run(server.sipPort(), 10, Duration.ofSeconds(10));
      List<Sample> samples = loaded(server, faults);
      faults.over();
      List<String> left = LiveGauges.awaitZero(server);
      boolean flat = report(samples);
      System.out.println("left: " + left);
      System.out.println(flat && left.isEmpty() ? "PASS" : "FAIL");
      return flat && left.isEmpty();
    }
  }

  private List<Sample> loaded(ServerProcess server, Faults faults)
      throws IOException, InterruptedException {
    MixedLoad load = new MixedLoad(server.sipPort(), users);
    Thread calls =
        new Thread(
            () -> System.out.println(CallLoad.run(server.sipPort(), rate, duration)), "calls");
    calls.start();
    load.start();
    List<Sample> samples = new ArrayList<>();
    long start = System.nanoTime();
    long interval = Math.max(LEAST_INTERVAL.toNanos(), duration.toNanos() / SAMPLES);
    while (System.nanoTime() - start + interval <= duration.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(interval);
      Sample sample = Sample.of(server, (System.nanoTime() - start) / 1e9);
      samples.add(sample);
      System.out.println(sample + "; " + faults.next());
    }
    load.stop();
    calls.join();
    System.out.println("scenes: " + load);
    return samples;
  }

  private static boolean report(List<Sample> samples) throws IOException {
    Plot plot = new Plot(samples);
    Files.createDirectories(RESULTS);
    Files.writeString(RESULTS.resolve("soak.svg"), plot.svg());
    Files.write(RESULTS.resolve("soak.txt"), plot.text());
    System.out.println("PAGE");
    System.out.println("PAGE ```");
    plot.text().forEach(line -> System.out.println("PAGE " + line));
    List<Sample> counted =
        samples.subList((int) Math.ceil(samples.size() * WARMING_SHARE), samples.size());
    List<Slope> slopes =
        Arrays.stream(Quantity.values()).map(quantity -> Slope.of(quantity, counted)).toList();
    slopes.forEach(slope -> System.out.println("PAGE " + slope));
    System.out.println("PAGE ```");
    return slopes.stream().allMatch(Slope::isFlat);
  }
}
