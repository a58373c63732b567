package io.tollgate.bench;

import io.tollgate.bench.calls.ReplicatedCalls;
import io.tollgate.bench.calls.StoreCost;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What a shared store costs: first rows, octets and commits in PostgreSQL for a call, a page-mode
 * message and a participant, then set-up time and CPU time of calls with {@code replicated} beside
 * those with one server's own disk. {@code TOLLGATE_BENCH_JAVA_OPTS} takes {@code -Dbench.rounds=5
 * -Dbench.seconds=15 -Dbench.rate=200}; {@code -Dbench.cost=false} or {@code -Dbench.calls=false}
 * leaves a part out.
 */
public final class ClusterBench {
  private ClusterBench() {}

  public static void main(String[] words) throws IOException, InterruptedException, SQLException {
    if (!System.getProperty("bench.cost", "true").equals("false")) {
      StoreCost.run();
    }
    if (!System.getProperty("bench.calls", "true").equals("false")) {
      ReplicatedCalls.run(
          Integer.getInteger("bench.rate", 200),
          Duration.ofSeconds(Long.getLong("bench.seconds", 15)),
          Integer.getInteger("bench.rounds", 5));
    }
  }
}
