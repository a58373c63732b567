package io.tollgate.bench.calls;

import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import java.time.Duration;

/** Places short calls through a server at a rate, and counts. */
final class CallLoad {
  private CallLoad() {}

  /** What came of it. */
  record Outcome(int rate, long succeeded, long failed, long retransmissions) {

    boolean clean() {
      return failed == 0 && retransmissions == 0;
    }

    @Override
    public String toString() {
      return "%d calls/s: %d succeeded, %d failed, %d retransmissions"
          .formatted(rate, succeeded, failed, retransmissions);
    }
  }

  static Outcome run(int serverPort, int rate, Duration duration) {
    int calls = Math.toIntExact(rate * duration.toSeconds());
    Duration limit = duration.plusSeconds(60);
    try (SippRun callee =
        SippRunner.scenario("load-callee").withoutMessageLog().calls(calls).limit(limit).start()) {
      try (SippRun caller =
          SippRunner.scenario("load-caller")
              .withoutMessageLog()
              .to(serverPort)
              .key("callee_port", callee.port())
              .calls(calls)
              .rate(rate)
              .limit(limit)
              .option("-l", "20000")
              .start()) {
        caller.awaitExit();
        return new Outcome(
            rate,
            caller.total("SuccessfulCall"),
            caller.total("FailedCall"),
            caller.total("Retransmissions") + callee.total("Retransmissions"));
      }
    }
  }
}
