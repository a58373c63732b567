package io.tollgate.bench.calls;

import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import java.time.Duration;

/** Places calls through a server at a rate with SIPp, and counts. */
public final class CallLoad {
  /** What is still open this long after the last call was placed has failed. */
  private static final Duration REMAINDER = Duration.ofSeconds(5);

  /** On both sides: with the system's 212 KiB at one of them, SIPp was the limit. */
  private static final String SOCKET_BUFFER = "4194304";

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

    /** Those that the set-up times were taken of included. */
    public long carried() {
      return Math.max(1, succeeded + setUps.length);
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
      String counts =
          "%d calls/s: %d of %d succeeded, %d retransmissions"
              .formatted(rate, succeeded, placed, retransmissions);
      return setUps.length == 0
          ? counts
          : counts
              + ", set-up p50 %.2f p95 %.2f p99 %.2f ms"
                  .formatted(percentile(50), percentile(95), percentile(99));
    }
  }

  /** With set-up times, which cost some calls more. */
  public static Outcome probed(int serverPort, int rate, Duration duration)
      throws InterruptedException {
    try (SetUpProbe probe = SetUpProbe.start(serverPort)) {
      Outcome outcome = run(serverPort, rate, duration);
      return new Outcome(
          rate, outcome.placed(), outcome.succeeded(), outcome.retransmissions(), probe.stop());
    }
  }

  public static Outcome run(int serverPort, int rate, Duration duration) {
    int calls = Math.toIntExact(rate * duration.toSeconds());
    return place("load", serverPort, calls, rate, duration.plus(REMAINDER));
  }

  /** From caller to callee, without a server between them. */
  static Outcome direct(int rate, Duration duration) {
    int calls = Math.toIntExact(rate * duration.toSeconds());
    return place("load", 0, calls, rate, duration.plus(REMAINDER));
  }

  /** Calls that stay open; how many of them were set up. */
  static long open(int serverPort, int calls, int rate) {
    Duration limit = Duration.ofSeconds(calls / rate).plus(REMAINDER.multipliedBy(6));
    return place("load-stays", serverPort, calls, rate, limit).succeeded();
  }

  /**
   * @param serverPort 0: the callee's
   */
  private static Outcome place(
      String scenario, int serverPort, int calls, int rate, Duration limit) {
    try (SippRun callee =
            SippRunner.scenario(scenario + "-callee")
                .withoutMessageLog()
                .calls(calls)
                .limit(limit.plus(REMAINDER))
                .option("-buff_size", SOCKET_BUFFER)
                .start();
        SippRun caller =
            SippRunner.scenario(scenario + "-caller")
                .withoutMessageLog()
                .to(serverPort == 0 ? callee.port() : serverPort)
                .key("callee_port", callee.port())
                .calls(calls)
                .rate(rate)
                .limit(limit.plus(REMAINDER))
                .option("-l", "20000", "-buff_size", SOCKET_BUFFER)
                .start()) {
      caller.awaitExit(limit);
      callee.awaitExit(Duration.ofSeconds(1));
      return new Outcome(
          rate,
          calls,
          caller.total("SuccessfulCall"),
          caller.total("Retransmissions") + callee.total("Retransmissions"),
          new double[0]);
    }
  }
}
