package io.tollgate.bench.calls;

import io.tollgate.bench.measure.MarkdownTable;
import io.tollgate.harness.PostgresServer;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a call, a page-mode message and a participant of a conference cost the shared store, as
 * PostgreSQL counts it: commits, rows that were written, octets of its log. What an idle server
 * costs meanwhile is taken off.
 */
public final class StoreCost {
  private static final int CALLS = Integer.getInteger("bench.cost-calls", 500);
  private static final int RATE = Integer.getInteger("bench.cost-rate", 50);
  private static final int MESSAGES = 200;
  private static final int PARTICIPANTS = 50;
  private static final int IDLE_SECONDS = 10;

  private final Connection database;
  private Counters idle = new Counters(0, 0, 0, 0);

  /** Of all databases, with the time when they were read. */
  private record Counters(double commits, double rows, double octets, double seconds) {
    Counters minus(Counters before) {
      return new Counters(
          commits - before.commits,
          rows - before.rows,
          octets - before.octets,
          seconds - before.seconds);
    }

    Counters less(Counters aSecond) {
      return new Counters(
          commits - seconds * aSecond.commits,
          rows - seconds * aSecond.rows,
          octets - seconds * aSecond.octets,
          seconds);
    }

    Counters each(double number) {
      return new Counters(commits / number, rows / number, octets / number, seconds / number);
    }
  }

  private StoreCost(Connection database) {
    this.database = database;
  }

  /** Something to be counted. */
  private interface Load {
    void place() throws IOException, InterruptedException;
  }

  public static void run() throws IOException, InterruptedException, SQLException {
    try (PostgresServer server = PostgresServer.start("full_page_writes = off");
        Connection database = server.owner();
        YesPeers peers = YesPeers.start(0)) {
      List<String> settings = new ArrayList<>(peers.both("cost"));
      for (Map.Entry<String, String> each : server.settings().entrySet()) {
        settings.add(each.getKey() + "=" + each.getValue());
      }
      try (ServerProcess tollgate = ServerProcess.tollgate("512m", settings);
          PhoneBank phones = new PhoneBank(tollgate.sipPort()).patience(60)) {
        new StoreCost(database).measure(tollgate, phones);
      }
    }
  }

  private void measure(ServerProcess server, PhoneBank phones)
      throws IOException, InterruptedException, SQLException {
    CallLoad.run(server.sipPort(), 10, Duration.ofSeconds(3));
    idle = counted(() -> pause(IDLE_SECONDS)).each(1);
    idle = idle.each(idle.seconds());
    MarkdownTable.header("for each", "commits", "rows written", "octets of log");
    row("second of an idle server", idle);
    row(
        "call, " + RATE + "/s",
        counted(() -> CallLoad.run(server.sipPort(), RATE, seconds(CALLS / RATE)))
            .less(idle)
            .each(CALLS));
    Phone alice = phones.phone("alice");
    phones.phone("bob");
    row(
        "page-mode message, one after the other",
        counted(() -> messages(alice, phones.phone("bob"))).less(idle).each(MESSAGES));
    row(
        "participant, from joining to leaving",
        counted(() -> conference(server, phones, alice)).less(idle).each(PARTICIPANTS));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static void messages(Phone alice, Phone bob) {
    for (int i = 0; i < MESSAGES; i++) {
      alice.request(bob.uri(), "MESSAGE", "", "text/plain", "message " + i).answer();
    }
  }

  private static void conference(ServerProcess server, PhoneBank phones, Phone alice) {
    Phone first = phones.phone("guest");
    Call call = alice.convene("sip:conference-factory@127.0.0.1:" + server.sipPort(), first);
    call.answer();
    first.incoming().await("ACK");
    List<Call> joined = new ArrayList<>();
    for (int i = 0; i < PARTICIPANTS; i++) {
      Call each = phones.phone("guest" + i).call(call.remoteTarget());
      each.answer();
      joined.add(each);
    }
    joined.forEach(each -> each.bye().answer());
    call.bye().answer();
  }

  private static void row(String what, Counters each) {
    MarkdownTable.row(
        what,
        String.format(Locale.ROOT, "%.2f", each.commits()),
        String.format(Locale.ROOT, "%.1f", each.rows()),
        String.format(Locale.ROOT, "%.0f", each.octets()));
  }

  private Counters counted(Load load) throws IOException, InterruptedException, SQLException {
    Counters before = read();
    load.place();
    return read().minus(before);
  }

  /** Processes tell their counters once they have been idle for a second or so. */
  private Counters read() throws InterruptedException, SQLException {
    pause(3);
    try (Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT (SELECT sum(xact_commit) FROM pg_stat_database), (SELECT sum(n_tup_ins +"
                    + " n_tup_upd + n_tup_del) FROM pg_stat_user_tables), pg_current_wal_lsn() -"
                    + " '0/0', extract(epoch FROM clock_timestamp())")) {
      row.next();
      return new Counters(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4));
    }
  }

  private static void pause(int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }
}
