package io.tollgate.bench.calls;

import io.tollgate.bench.measure.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What people before the console cost calls while many sessions are open, and how long they wait.
 */
public final class ConsoleCost {
  private static final String P95 = "p95";
  private static final String WATCHED = "watched";
  private static final String ALONE = "alone";

  private ConsoleCost() {}

  /**
   * @return whether all sessions were open, every page came, and none took longer than the limit
   */
  public static boolean run(
      int sessions, int browsers, int rate, Duration step, int number, Duration limit)
      throws IOException, InterruptedException {
    Rounds rounds = new Rounds();
    boolean holds = true;
    try (YesPeers peers = YesPeers.start(0);
        ServerProcess server = ServerProcess.tollgate("2g", settings(peers))) {
      Warming.warm("rf-ro", server);
      long open = CallLoad.open(server.sipPort(), sessions, 200);
      System.out.printf("%d of %d sessions are open%n", open, sessions);
      holds = open == sessions;
      for (int round = 1; round <= number; round++) {
        for (boolean watched : round % 2 == 0 ? List.of(true, false) : List.of(false, true)) {
          try (Browsers all = new Browsers(server.httpPort(), watched ? browsers : 0)) {
            Trial trial = Trial.undisturbed(server, rate, step);
            String who = watched ? WATCHED : ALONE;
            System.out.printf("round %d, %s: %s%n", round, who, trial);
            rounds.add(P95, who, trial.outcome().percentile(95));
            if (watched) {
              holds &= report(all, limit);
            }
          }
        }
      }
      System.out.printf(
          "sessions in the end: %.0f%n", server.metric("tollgate_journal_open_sessions"));
    }
    rounds.printRatio("console-setup-p95", P95, WATCHED, ALONE);
    return holds;
  }

  private static List<String> settings(YesPeers peers) throws IOException {
    List<String> settings = new ArrayList<>(peers.both("console"));
    // A session timer that never fires: SIPp is gone, and nobody would answer a refresh.
    settings.add("sip.session-expires=24h");
    return settings;
  }

  private static boolean report(Browsers all, Duration limit) {
    System.out.println(all);
    all.slowest().forEach((page, millis) -> System.out.printf("  %-50s %6.0f ms%n", page, millis));
    all.refused().forEach((page, times) -> System.out.printf("  NOT THERE %s x%d%n", page, times));
    return all.refused().isEmpty()
        && all.slowest().values().stream().allMatch(millis -> millis < limit.toMillis());
  }
}
