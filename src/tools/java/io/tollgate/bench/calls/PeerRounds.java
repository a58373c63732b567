package io.tollgate.bench.calls;

import io.tollgate.bench.measure.MarkdownTable;
import io.tollgate.bench.measure.Quiet;
import io.tollgate.bench.measure.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Calls that are charged online, through Kamailio and through Tollgate in turn, against one OCS:
 * CPU time of each call, and the highest clean rate.
 */
public final class PeerRounds {
  private final Duration step;
  private final int rate;
  private final boolean search;
  private final Rounds rounds = new Rounds();
  private final RateSearch rates;

  public PeerRounds(Duration step, int rate, int start) {
    this.step = step;
    this.rate = rate;
    this.search = start > 0;
    this.rates = new RateSearch(step, start, rounds);
  }

  public void run(int number) throws IOException, InterruptedException {
    try (LabProcess lab = LabProcess.start("localhost");
        ServerProcess tollgate = ServerProcess.tollgate("1g", lab.online("tollgate"))) {
      // First, for it warms the OCS too.
      Warming.warm("tollgate", tollgate);
      try (KamailioProcess kamailio = KamailioProcess.charging(lab)) {
        CallLoad.run(kamailio.sipPort(), 100, Duration.ofSeconds(5));
        for (int round = 1; round <= number; round++) {
          round(round, "kamailio", kamailio.sipPort(), kamailio::cpuSeconds);
          round(round, "tollgate", tollgate.sipPort(), tollgate.use()::cpuSeconds);
        }
      }
    }
    report();
  }

  private void round(int round, String who, int port, Quiet.Use use)
      throws IOException, InterruptedException {
    Quiet.await(use, Warming.SETTLING);
    Trial trial = Trial.of(use, () -> CallLoad.run(port, rate, step));
    System.out.printf("round %d %s: %s%n", round, who, trial);
    if (trial.outcome().succeeded() == 0) {
      throw new IOException("no call went through " + who);
    }
    rounds.add("cpu", who, trial.cpuMicros());
    if (search) {
      rates.find(round, who, port, use);
    }
  }

  private void report() {
    MarkdownTable.header("", "CPU us a call", "highest calls/s");
    for (String who : List.of("kamailio", "tollgate")) {
      MarkdownTable.row(
          who, rounds.spread("cpu", who).cell("%.0f"), rounds.spread("rate", who).cell("%.0f"));
    }
    PeerTable.print();
    System.out.println();
    rounds.printRatio("peer-cpu-per-call", "cpu", "tollgate", "kamailio");
    if (search) {
      rounds.printRatio("peer-calls-per-second", "rate", "tollgate", "kamailio");
    }
  }
}
