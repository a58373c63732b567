package io.tollgate.journal.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.RecordedAlarms;
import io.tollgate.journal.Samples;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.KeptDialog;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresRecordJournalTest implements RecordJournalContract {

  private TestDatabase database;

  @BeforeAll
  void start() {
    database = TestDatabase.start();
  }

  @BeforeEach
  void clear() {
    database.clear();
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @Override
  public RecordJournal open(Path directory) throws JournalException {
    return database.open(directory);
  }

  private static Change append(long id, String session, long number) {
    return RecordJournalContract.append(id, session, number, Kind.START);
  }

  @Test
  void dialogsAreKeptAsTheyStandUntilTheyAreOver(@TempDir Path directory) throws Exception {
    try (RecordJournal journal = open(directory)) {
      KeptDialog first = new KeptDialog("a", Instant.ofEpochMilli(1), "{\"callId\":\"x\"}");
      KeptDialog second = new KeptDialog("b", Instant.ofEpochMilli(2), "{}");
      KeptDialog moved = new KeptDialog("b", Instant.ofEpochMilli(3), "{\"target\":\"y\"}");
      journal.commit(List.of(new Change.KeepDialog(first), new Change.KeepDialog(second)));
      journal.commit(List.of(new Change.KeepDialog(moved)));
      assertThat(journal.dialogs("", 10)).containsExactly(first, moved);
      assertThat(journal.dialogs("a", 10)).containsExactly(moved);
      assertThat(journal.dialogs("", 1)).containsExactly(first);
      journal.commit(List.of(new Change.ForgetDialog("a")));
      journal.commit(List.of(new Change.ForgetDialog("a")));
      assertThat(journal.dialogs("", 10)).containsExactly(moved);
    }
  }

  /** Two nodes of which each believes that it has the sessions: the database believes one. */
  @Test
  void aNodeThatWasTakenOverStoresNothingMore(@TempDir Path directory) throws Exception {
    HeldTenure first = database.next(directory);
    try (RecordJournal paused = database.open(first, new LoggedAlarms())) {
      paused.commit(List.of(append(1, "f1", 0)));
      HeldTenure second = database.next(directory);
      try (RecordJournal survivor = database.open(second, new LoggedAlarms())) {
        assertThatThrownBy(() -> paused.commit(List.of(append(2, "f1", 1))))
            .isInstanceOfSatisfying(
                JournalException.class, e -> assertThat(e.fault()).isEqualTo(Fault.FENCED));
        assertThat(first.isLost()).isTrue();
        survivor.commit(List.of(append(3, "f1", 1)));
        assertThat(RecordJournalContract.ids(survivor.page(0, 10))).containsExactly(1L, 3L);
      }
    }
  }

  @Test
  void nothingIsCommittedAfterTheLeaseByOurOwnClock(@TempDir Path directory) throws Exception {
    HeldTenure tenure = database.next(directory);
    try (RecordJournal journal = database.open(tenure, new LoggedAlarms())) {
      tenure.end();
      assertThatThrownBy(() -> journal.commit(List.of(append(1, "l1", 0))))
          .isInstanceOfSatisfying(
              JournalException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNAVAILABLE));
      assertThat(journal.page(0, 10)).isEmpty();
    }
  }

  /** A COMMIT whose answer is lost is tried again with the very same changes. */
  @Test
  void theSameChangesOnceMoreChangeNothing(@TempDir Path directory) throws Exception {
    List<Change> changes =
        List.of(
            append(1, "r1", 0),
            new Change.KeepClosing(RecordJournalContract.owed("r1", 1, 7)),
            append(2, "r2", 0),
            new Change.Bury(2, 5004, "Failed-AVP 55", Samples.NOON),
            append(3, "r3", 0),
            new Change.Remove(3),
            new Change.Settle("r2"));
    RecordedAlarms alarms = new RecordedAlarms();
    try (RecordJournal journal = database.open(database.next(directory), alarms)) {
      journal.commit(changes);
      journal.commit(changes);
      assertThat(RecordJournalContract.ids(journal.page(0, 10))).containsExactly(1L);
      assertThat(journal.deadLetters(0, 10)).hasSize(1);
      assertThat(journal.orphans(8, 10)).hasSize(1);
      assertThat(alarms.on()).isEmpty();
    }
  }

  /** Numbers of a session are given once, whichever node gives them. */
  @Test
  void aNumberThatAnotherNodeHasGivenIsACollision(@TempDir Path one, @TempDir Path other)
      throws Exception {
    RecordedAlarms alarms = new RecordedAlarms();
    try (RecordJournal first = open(one);
        RecordJournal second = database.open(database.next(other), alarms)) {
      first.commit(List.of(append(1, "n1", 0)));
      Pending different =
          new Pending(
              1,
              RecordJournalContract.pending(1, "n1", 0, Kind.START).channel(),
              "n1",
              0,
              Kind.EVENT,
              Samples.NOON,
              false,
              "{}");
      second.commit(List.of(new Change.Append(different)));
      assertThat(second.page(0, 10)).isEmpty();
      assertThat(alarms.on()).containsKey(JournalAlarm.RECORDS_COLLIDE);
      long letter = second.deadLetters(0, 10).get(0).record().id();
      first.commit(List.of(new Change.Remove(1)));
      second.commit(List.of(new Change.Requeue(letter)));
      assertThat(second.page(0, 10)).hasSize(1);
    }
  }

  @Test
  void theServersRoleMayChangeRowsAndNoTables() throws Exception {
    try (Connection connection = database.connections().getConnection();
        Statement statement = connection.createStatement()) {
      for (String forbidden :
          List.of(
              "CREATE TABLE mine (a int)",
              "DROP TABLE pending",
              "TRUNCATE pending",
              "UPDATE schema_version SET version = 2",
              "CREATE ROLE other",
              "COPY (SELECT 1) TO PROGRAM 'true'")) {
        assertThatThrownBy(() -> statement.execute(forbidden))
            .as(forbidden)
            .isInstanceOf(SQLException.class)
            .hasMessageMatching("(?s).*(permission denied|must be).*");
      }
    }
  }

  /** A process that stops in the middle of a transaction must not hold up its survivors. */
  @Test
  void whoStopsInTheMiddleIsEndedByTheDatabase() throws Exception {
    try (Connection connection = database.connections().getConnection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SHOW idle_in_transaction_session_timeout")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("5s");
    }
  }
}
