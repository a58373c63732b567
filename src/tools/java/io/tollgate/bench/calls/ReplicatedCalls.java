package io.tollgate.bench.calls;

import io.tollgate.bench.measure.Rounds;
import io.tollgate.harness.PostgresServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calls whose records wait for a PostgreSQL and its synchronous standby, beside calls whose records
 * wait for one server's own disk, turn by turn in one run.
 */
public final class ReplicatedCalls {
  private static final String HEAP = "1g";
  private static final String ALONE = "disk";
  private static final String REPLICATED = "replicated";

  private ReplicatedCalls() {}

  public static void run(int rate, Duration step, int number)
      throws IOException, InterruptedException {
    Rounds rounds = new Rounds();
    try (PostgresServer primary =
            PostgresServer.start(
                "fsync = on", "wal_level = replica", "max_wal_senders = 4", "max_wal_size = 1GB");
        PostgresServer standby = PostgresServer.standbyOf(primary, "standby");
        YesPeers peers = YesPeers.start(0)) {
      primary.set("synchronous_standby_names = 'standby'");
      try (ServerProcess alone =
              ServerProcess.tollgate(HEAP, with(peers.both(ALONE), "journal.durability=disk"));
          ServerProcess shared =
              ServerProcess.tollgate(HEAP, with(peers.both(REPLICATED), shared(primary)))) {
        Warming.warm(ALONE, alone);
        Warming.warm(REPLICATED, shared);
        for (int round = 1; round <= number; round++) {
          boolean first = round % 2 == 1;
          measure(rounds, first ? ALONE : REPLICATED, first ? alone : shared, rate, step);
          measure(rounds, first ? REPLICATED : ALONE, first ? shared : alone, rate, step);
        }
      }
      System.out.println("standby at port " + standby.port());
    }
    rounds.printRatio("cluster-setup-p95", "p95", REPLICATED, ALONE);
    rounds.printRatio("cluster-cpu-per-call", "cpu", REPLICATED, ALONE);
  }

  private static void measure(
      Rounds rounds, String name, ServerProcess server, int rate, Duration step)
      throws IOException, InterruptedException {
    Trial trial = Trial.undisturbed(server, rate, step);
    System.out.printf("%s: %s%n", name, trial);
    rounds.add("p95", name, trial.outcome().percentile(95));
    rounds.add("cpu", name, trial.cpuMicros());
  }

  private static List<String> with(List<String> settings, String... more) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of(more));
    return all;
  }

  private static String[] shared(PostgresServer database) {
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, String> each : database.settings().entrySet()) {
      if (!each.getKey().equals("journal.durability")) {
        words.add(each.getKey() + "=" + each.getValue());
      }
    }
    words.add("journal.durability=" + REPLICATED);
    return words.toArray(String[]::new);
  }
}
