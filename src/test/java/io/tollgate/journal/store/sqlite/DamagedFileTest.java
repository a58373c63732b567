package io.tollgate.journal.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.alarm.AlarmCatalogue;
import io.tollgate.harness.RaisesAlarm;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.RecordedAlarms;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalContract;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedFileTest {

  @TempDir private Path directory;
  private Path file;
  private final RecordedAlarms alarms = new RecordedAlarms();
  private SqliteJournalFactory factory;

  @BeforeEach
  void fill() throws Exception {
    file = directory.resolve("sub/journal.db");
    factory = new SqliteJournalFactory(file, InstantSource.system(), alarms);
    try (RecordJournal journal = factory.open()) {
      for (int i = 0; i < 20; i++) {
        List<Change> changes = new ArrayList<>();
        for (int j = 0; j < 50; j++) {
          long id = 1 + 50L * i + j;
          changes.add(RecordJournalContract.append(id, "session" + id, 0, Kind.START));
          changes.add(new Change.KeepClosing(RecordJournalContract.owed("session" + id, 1, 7)));
        }
        journal.commit(changes);
      }
    }
  }

  private void overwrite(Path target, long position, int length) throws Exception {
    try (RandomAccessFile access = new RandomAccessFile(target.toFile(), "rw")) {
      access.seek(position);
      access.write(new byte[length]);
    }
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.FILE_DAMAGED)
  void aFileOfWhichNothingIsLeftMakesWay() throws Exception {
    overwrite(file, 0, (int) Files.size(file));
    try (RecordJournal journal = factory.open()) {
      assertThat(journal.counts().pending()).isZero();
    }
    assertThat(alarms.on().get(JournalAlarm.FILE_DAMAGED)).contains("0 of its rows were saved");
    assertThat(kept()).hasSize(1);
  }

  @ParameterizedTest(name = "{0} octets")
  @ValueSource(ints = {16, 100, 4_096, 8_192})
  void withoutItsFirstPageEveryRowIsSaved(int octets) throws Exception {
    overwrite(file, 0, octets);
    try (RecordJournal journal = factory.open()) {
      assertThat(journal.counts().pending()).isEqualTo(1_000);
      assertThat(journal.counts().openSessions()).isEqualTo(1_000);
    }
    assertThat(kept()).as("the copy that was read is gone").hasSize(1);
  }

  @Test
  void everyRowThatCanBeReadIsSaved() throws Exception {
    Random random = new Random(7);
    int pages = (int) (Files.size(file) / 8_192);
    for (int i = 0; i < pages / 4; i++) {
      overwrite(file, 8_192L * (12 + random.nextInt(pages - 12)), 8_192);
    }
    Set<Long> readable = readable("pending", 1_000);
    Set<Long> open = readable("open_session", 1_000);
    factory.setAside();
    try (RecordJournal journal = factory.open()) {
      assertThat(journal.page(0, 2_000).stream().map(Pending::id))
          .hasSizeGreaterThan(100)
          .containsExactlyInAnyOrderElementsOf(readable);
      assertThat(journal.counts().openSessions()).isEqualTo(open.size());
    }
    assertThat(alarms.on().get(JournalAlarm.FILE_DAMAGED))
        .contains(readable.size() + open.size() + " of its rows were saved");
  }

  private Set<Long> readable(String table, long most) throws Exception {
    Set<Long> readable = new TreeSet<>();
    Path copy = Files.copy(file, directory.resolve(table));
    try (Connection connection = new SqliteFile(copy).damaged()) {
      for (long row = 1; row <= most; row++) {
        try (Statement one = connection.createStatement();
            ResultSet result =
                one.executeQuery("SELECT * FROM " + table + " WHERE rowid = " + row)) {
          if (result.next() && result.getString("body") != null) {
            readable.add(row);
          }
        } catch (SQLException e) {
          // Lost with its page.
        }
      }
    }
    return readable;
  }

  private List<Path> kept() throws Exception {
    try (var files = Files.list(file.getParent())) {
      return files.filter(each -> each.getFileName().toString().contains(".damaged-")).toList();
    }
  }

  @Test
  void aTornTailOfTheLogCostsOnlyWhatWasNotCommitted() throws Exception {
    Path copy = directory.resolve("copy.db");
    try (RecordJournal journal = factory.open()) {
      journal.commit(List.of(RecordJournalContract.append(5_001, "late1", 0, Kind.START)));
      long committed = Files.size(directory.resolve("sub/journal.db-wal"));
      journal.commit(List.of(RecordJournalContract.append(5_002, "late2", 0, Kind.START)));
      Files.copy(file, copy);
      Path log = directory.resolve("copy.db-wal");
      Files.copy(directory.resolve("sub/journal.db-wal"), log);
      overwrite(log, committed + 1_000, 500);
    }
    try (RecordJournal journal = SqliteRecordJournal.open(copy)) {
      assertThat(journal.page(5_000, 10)).extracting(Pending::session).containsExactly("late1");
      assertThat(journal.counts().pending()).isEqualTo(1_001);
    }
    assertThat(alarms.on()).isEmpty();
  }
}
