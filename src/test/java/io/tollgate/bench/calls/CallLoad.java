package io.tollgate.bench.calls;

import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Places short calls through a server at a rate with SIPp, and counts. */
public final class CallLoad {
  /** What is still open this long after the last call was placed has failed. */
  private static final Duration REMAINDER = Duration.ofSeconds(5);

  private CallLoad() {}

  /**
   * What came of it.
   *
   * @param setUps milliseconds from INVITE to 200 OK, sorted
   */
  public record Outcome(
      int rate, long placed, long succeeded, long retransmissions, double[] setUps) {

    public boolean clean() {
      return succeeded == placed && retransmissions == 0;
    }

    public long failed() {
      return placed - succeeded;
    }

    public double percentile(int part) {
      return setUps.length == 0
          ? Double.NaN
          : setUps[Math.min(setUps.length - 1, setUps.length * part / 100)];
    }

    @Override
    public String toString() {
      return "%d calls/s: %d of %d succeeded, %d retransmissions, set-up p50 %.1f p95 %.1f p99 %.1f ms"
          .formatted(
              rate,
              succeeded,
              placed,
              retransmissions,
              percentile(50),
              percentile(95),
              percentile(99));
    }
  }

  public static Outcome run(int serverPort, int rate, Duration duration) throws IOException {
    int calls = Math.toIntExact(rate * duration.toSeconds());
    Duration limit = duration.plus(REMAINDER);
    try (SippRun callee =
        SippRunner.scenario("load-callee")
            .withoutMessageLog()
            .calls(calls)
            .limit(limit.plus(REMAINDER))
            .start()) {
      try (SippRun caller =
          SippRunner.scenario("load-caller")
              .withoutMessageLog()
              .to(serverPort)
              .key("callee_port", callee.port())
              .calls(calls)
              .rate(rate)
              .limit(limit.plus(REMAINDER))
              .option("-l", "20000", "-trace_rtt", "-rtt_freq", "100", "-buff_size", "4194304")
              .start()) {
        caller.awaitExit(limit);
        callee.awaitExit(Duration.ofSeconds(1));
        return new Outcome(
            rate,
            calls,
            caller.total("SuccessfulCall"),
            caller.total("Retransmissions") + callee.total("Retransmissions"),
            setUps(caller.folder()));
      }
    }
  }

  private static double[] setUps(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path file =
          files.filter(each -> each.toString().endsWith("_rtt.csv")).findFirst().orElseThrow();
      try (Stream<String> lines = Files.lines(file)) {
        return lines
            .skip(1)
            .map(line -> line.split(";"))
            .filter(fields -> fields.length > 1)
            .mapToDouble(fields -> Double.parseDouble(fields[1]))
            .sorted()
            .toArray();
      }
    }
  }
}
