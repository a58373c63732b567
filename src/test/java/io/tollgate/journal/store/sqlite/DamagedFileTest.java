package io.tollgate.journal.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
          long id = 1 + 50 * i + j;
          changes.add(RecordJournalContract.append(id, "session" + id, 0, Kind.START));
          changes.add(new Change.Owe(RecordJournalContract.owed("session" + id, 1, 7)));
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
  void aFileThatIsNoJournalMakesWay() throws Exception {
    overwrite(file, 0, 100);
    try (RecordJournal journal = factory.open()) {
      assertThat(journal.counts().pending()).isZero();
    }
    assertThat(alarms.on().get(JournalAlarm.FILE_DAMAGED)).contains("nothing of it could be read");
    try (var files = Files.list(file.getParent())) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .anyMatch(name -> name.startsWith("journal.db.damaged-"));
    }
  }

  @Test
  void whatCanBeReadOfADamagedFileIsSaved() throws Exception {
    overwrite(file, 11 * 8192, 8192);
    factory.setAside();
    try (RecordJournal journal = factory.open()) {
      List<Pending> saved = journal.page(0, 2_000);
      assertThat(saved).hasSizeGreaterThan(800);
      assertThat(saved).extracting(Pending::session).doesNotHaveDuplicates();
    }
    assertThat(alarms.on().get(JournalAlarm.FILE_DAMAGED)).contains("of its rows were saved");
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
