package io.tollgate.bench.calls;

import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import java.time.Duration;

/** Opens calls through a server with SIPp and leaves them open. */
final class OpenCalls {
  private static final Duration REMAINDER = Duration.ofSeconds(30);

  private OpenCalls() {}

  /** How many of them were set up. */
  static long open(int serverPort, int calls, int rate) {
    Duration limit = Duration.ofSeconds(calls / rate).plus(REMAINDER);
    try (SippRun callee =
            SippRunner.scenario("load-stays-callee")
                .withoutMessageLog()
                .calls(calls)
                .limit(limit.plus(REMAINDER))
                .start();
        SippRun caller =
            SippRunner.scenario("load-stays-caller")
                .withoutMessageLog()
                .to(serverPort)
                .key("callee_port", callee.port())
                .calls(calls)
                .rate(rate)
                .limit(limit.plus(REMAINDER))
                .option("-l", "2000", "-buff_size", "4194304")
                .start()) {
      caller.awaitExit(limit);
      callee.awaitExit(Duration.ofSeconds(5));
      return caller.total("SuccessfulCall");
    }
  }
}
