package io.tollgate.journal.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.alarm.AlarmCatalogue;
import io.tollgate.harness.RaisesAlarm;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.RecordedAlarms;
import io.tollgate.journal.Samples;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteRecordJournalTest implements RecordJournalContract {

  @Override
  public RecordJournal open(Path directory) throws JournalException {
    return SqliteRecordJournal.open(directory.resolve("journal.db"));
  }

  private static Connection connect(Path directory) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("journal.db"));
  }

  @Test
  void everyCommitIsSynchronisedInFull(@TempDir Path directory) throws Exception {
    try (Connection writer = new SqliteFile(directory.resolve("journal.db")).writer();
        Statement statement = writer.createStatement()) {
      assertThat(text(statement, "PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(text(statement, "PRAGMA synchronous")).isEqualTo("2");
      assertThat(text(statement, "PRAGMA page_size")).isEqualTo("8192");
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      return result.getString(1);
    }
  }

  @Test
  void operatorsReadTheBacklogWhileTheJournalIsOpen(@TempDir Path directory) throws Exception {
    try (RecordJournal journal = open(directory);
        Connection shell = connect(directory);
        Statement statement = shell.createStatement()) {
      journal.commit(List.of(RecordJournalContract.append(1, "s1", 0, Kind.START)));
      assertThat(text(statement, "SELECT kind || ' ' || sent || ' ' || peer FROM backlog"))
          .isEqualTo("START no (configured)");
    }
  }

  @Test
  void aFileOfALaterVersionIsLeftAlone(@TempDir Path directory) throws Exception {
    open(directory).close();
    try (Connection shell = connect(directory);
        Statement statement = shell.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = 9");
    }
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("schema version 9, this one knows up to 4");
  }

  @Test
  void anOlderFileIsBroughtUpStepByStep(@TempDir Path directory) throws Exception {
    try (RecordJournal journal = open(directory)) {
      journal.commit(List.of(RecordJournalContract.append(1, "s1", 0, Kind.START)));
    }
    SqliteSchema next =
        withOneMore("ALTER TABLE pending ADD COLUMN node TEXT; UPDATE pending SET node = 'a';");
    try (Connection connection = connect(directory);
        Statement statement = connection.createStatement()) {
      next.migrate(connection);
      next.migrate(connection);
      assertThat(text(statement, "SELECT node FROM pending")).isEqualTo("a");
      assertThat(text(statement, "PRAGMA user_version")).isEqualTo("5");
    }
  }

  private static SqliteSchema withOneMore(String script) {
    List<String> scripts = new ArrayList<>(SqliteSchema.current().scripts());
    scripts.add(script);
    return new SqliteSchema(scripts);
  }

  @Test
  void whatTheFirstVersionWasOwedIsKept(@TempDir Path directory) throws Exception {
    try (Connection connection = connect(directory);
        Statement statement = connection.createStatement()) {
      new SqliteSchema(SqliteSchema.current().scripts().subList(0, 1)).migrate(connection);
      statement.executeUpdate(
          "INSERT INTO open_session VALUES ('s1', 'CH1', 1, 7, %d, '{\"n\":1}')"
              .formatted(Samples.NOON.toEpochMilli()));
    }
    try (RecordJournal journal = open(directory)) {
      assertThat(journal.orphans(8, 10)).containsExactly(RecordJournalContract.owed("s1", 1, 7));
    }
  }

  @Test
  void aMigrationThatFailsLeavesTheFileAsItWas(@TempDir Path directory) throws Exception {
    open(directory).close();
    SqliteSchema broken = withOneMore("CREATE TABLE new (a); SELECT nonsense;");
    try (Connection connection = connect(directory);
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> broken.migrate(connection)).isInstanceOf(SQLException.class);
      assertThat(text(statement, "PRAGMA user_version")).isEqualTo("4");
      assertThat(text(statement, "SELECT count(*) FROM sqlite_master WHERE name = 'new'"))
          .isEqualTo("0");
    }
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.RECORDS_COLLIDE)
  void aRecordThatFindsAnotherInItsPlaceIsKeptAndAlarmed(@TempDir Path directory) throws Exception {
    RecordedAlarms alarms = new RecordedAlarms();
    Path file = directory.resolve("collisions.db");
    try (SqliteRecordJournal journal = SqliteRecordJournal.open(file, alarms)) {
      Pending first =
          ((Change.Append) RecordJournalContract.append(1, "s", 0, Kind.START)).record();
      journal.commit(List.of(new Change.Append(first), new Change.Append(first.withSent(true))));
      assertThat(alarms.on()).as("the same once more").isEmpty();

      Pending other =
          new Pending(
              2, first.channel(), "s", 0, Kind.START, first.stored(), false, "another body");
      journal.commit(List.of(new Change.Append(other)));
      assertThat(alarms.on().get(JournalAlarm.RECORDS_COLLIDE)).contains("record 2");
      assertThat(journal.deadLetters(0, 10))
          .singleElement()
          .satisfies(each -> assertThat(each.record().body()).isEqualTo("another body"));
      assertThat(journal.lastId()).isEqualTo(1);

      long dead = journal.deadLetters(0, 10).get(0).record().id();
      journal.commit(List.of(new Change.Requeue(dead)));
      assertThat(journal.deadLetters(0, 10)).as("still in the way").hasSize(1);
      journal.commit(List.of(new Change.Remove(1), new Change.Requeue(dead)));
      assertThat(journal.page(0, 10)).extracting(Pending::body).containsExactly("another body");
    }
  }
}
