package io.tollgate.bench.soak;

import io.tollgate.bench.calls.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Everything that a server counts as being under way. */
final class LiveGauges {
  private static final List<String> NAMES =
      List.of(
          "tollgate_sip_application_sessions",
          "tollgate_sip_legs",
          "tollgate_sip_pending_work",
          "tollgate_conferences",
          "tollgate_msrp_sessions",
          "tollgate_msrp_legs",
          "tollgate_msrp_connections",
          "tollgate_msrp_queued_bytes",
          "tollgate_charging_credit_sessions",
          "tollgate_diameter_peer_outstanding",
          "tollgate_journal_pending",
          "tollgate_journal_open_sessions",
          "tollgate_journal_buffered");

  /** Transactions linger for 64*T1; records of a CDF that was down wait for its next trial. */
  private static final Duration LINGERING =
      Duration.ofSeconds(Integer.getInteger("bench.lingering", 240));

  private LiveGauges() {}

  /** Those that do not come back to zero. */
  static List<String> awaitZero(ServerProcess server) throws IOException, InterruptedException {
    long end = System.nanoTime() + LINGERING.toNanos();
    List<String> left = left(server);
    while (!left.isEmpty() && System.nanoTime() < end) {
      TimeUnit.SECONDS.sleep(2);
      left = left(server);
    }
    return left;
  }

  private static List<String> left(ServerProcess server) throws IOException, InterruptedException {
    List<String> left = new ArrayList<>();
    for (String name : NAMES) {
      double value = server.metric(name);
      if (value != 0) {
        left.add(String.format(Locale.ROOT, "%s %.0f", name, value));
      }
    }
    return left;
  }
}
