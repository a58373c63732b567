package io.tollgate.journal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.harness.Await;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans that were made while the tables were empty serve for thousands of rows as well. */
class LargeBacklogTest {

  private static final int SESSIONS = 2_000;
  private static final int PAGE = 100;

  /** More often than the driver and the server ask before a plan is kept. */
  private static final int UNTIL_PLANS_ARE_KEPT = 20;

  /** Every row is found a few times; looked through for each other one, it would be thousands. */
  private static final long READS_OF_A_ROW = 20;

  private TestDatabase database;

  @BeforeEach
  void start() {
    database = TestDatabase.start();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void noRowIsReadOnceForEachOther() throws Exception {
    order("VACUUM ANALYZE pending, open_session, dead_letter, node");
    try (RecordJournal journal = database.open(database.next(1), new LoggedAlarms())) {
      for (int i = 1; i <= UNTIL_PLANS_ARE_KEPT; i++) {
        life(journal, i, 1);
      }
      life(journal, 10_000, SESSIONS);
    }
    database.disconnect();
    Await.until(
        () -> number("SELECT count(*) FROM pg_stat_activity WHERE usename = 'tollgate'") == 0,
        "the connections to be gone, and with them to have told what they read");
    assertThat(reads("pending")).isBetween((long) SESSIONS, READS_OF_A_ROW * SESSIONS);
    assertThat(reads("open_session")).isBetween((long) SESSIONS, READS_OF_A_ROW * SESSIONS);
  }

  /** So many sessions are opened, closed, and their records sent and answered, page by page. */
  private static void life(RecordJournal journal, int first, int number) throws JournalException {
    List<Integer> all = IntStream.range(first, first + number).boxed().toList();
    List<Change> opened = new ArrayList<>();
    all.forEach(i -> opened.add(new Change.KeepClosing(owed(i))));
    journal.commit(opened);
    for (int from = 0; from < number; from += PAGE) {
      List<Integer> page = all.subList(from, Math.min(number, from + PAGE));
      List<Change> closed = new ArrayList<>();
      for (int i : page) {
        closed.add(RecordJournalContract.append(i, session(i), 1, Kind.STOP));
        closed.add(new Change.Settle(session(i)));
      }
      journal.commit(closed);
    }
    for (int from = 0; from < number; from += PAGE) {
      List<Integer> page = all.subList(from, Math.min(number, from + PAGE));
      assertThat(journal.ofSessions(page.stream().map(LargeBacklogTest::session).toList(), 8))
          .hasSize(page.size());
      assertThat(journal.ofSession(session(page.get(0)), 8)).hasSize(1);
      assertThat(journal.hasPending(session(page.get(0)))).isTrue();
      List<Change> marks = new ArrayList<>();
      page.forEach(i -> marks.add(new Change.MarkSent(i, true)));
      journal.commit(marks);
      List<Change> superseded = new ArrayList<>();
      page.forEach(i -> superseded.add(new Change.Supersede(session(i), i)));
      journal.commit(superseded);
    }
    List<Change> removed = new ArrayList<>();
    all.forEach(i -> removed.add(new Change.Remove(i)));
    journal.commit(removed);
  }

  private static String session(int i) {
    return "host;1;" + i;
  }

  private static ClosingRecord owed(int i) {
    return new ClosingRecord(
        session(i), ChargingInterface.CH1, 1, 7, Instant.ofEpochMilli(1), "{}");
  }

  private long reads(String table) {
    return number(
        "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = '"
            + table
            + "'");
  }

  private void order(String sql) throws SQLException {
    try (Connection connection = database.server().owner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String question) {
    try (Connection connection = database.server().owner();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
