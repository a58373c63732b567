package io.tollgate.journal.redo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalContract;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedoLogTest {

  private static final int HALF = 4_096;

  @TempDir private Path directory;
  private Path file;
  private RecordJournal journal;
  private RedoLog log;

  @BeforeEach
  void open() throws Exception {
    file = directory.resolve("journal.db");
    journal = SqliteRecordJournal.open(file);
    log = RedoLog.beside(file, 1, HALF);
    log.open();
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static List<Change> changes(long id) {
    return List.of(RecordJournalContract.append(id, "s" + id, 0, Kind.START));
  }

  private long append(long id) {
    return log.append(ChangeCodec.write(changes(id)));
  }

  private void nextProcess() throws Exception {
    RedoLog.beside(file, 2, HALF).former().applyTo(journal);
  }

  private List<Long> stored() throws Exception {
    return journal.page(0, 1_000).stream().map(Pending::id).toList();
  }

  @Test
  void whatWasTakenAndNotCommittedIsBroughtToDiskByTheNextProcess() throws Exception {
    append(1);
    append(2);
    nextProcess();
    assertThat(stored()).containsExactly(1L, 2L);
    assertThat(redoFiles()).isEmpty();
  }

  @Test
  void whatWasAppliedAndAnsweredSinceIsNotAppliedAgain() throws Exception {
    long first = append(1);
    append(2);
    journal.commit(changes(1));
    journal.commit(List.of(new Change.Remove(1), new Change.Redone(1, first)));
    nextProcess();
    assertThat(stored()).containsExactly(2L);
  }

  @Test
  void withoutAMarkOfItsProcessARecordIsRepeatedWithTheFlag() throws Exception {
    append(1);
    nextProcess();
    assertThat(journal.page(0, 10)).allMatch(Pending::sent);
  }

  @Test
  void aMarkOutlivesNoFile() throws Exception {
    long first = append(1);
    journal.commit(List.of(new Change.Redone(1, first)));
    nextProcess();
    assertThat(journal.redone()).isEmpty();
  }

  @Test
  void aFullLogTakesNothingUntilTheDiskHasCaughtUp() throws Exception {
    long last = 0;
    long id = 0;
    for (long taken = append(++id); taken != RedoLog.NOT_TAKEN; taken = append(++id)) {
      last = taken;
    }
    assertThat(last).isGreaterThan(10);
    log.applied(last - 1);
    assertThat(append(++id)).as("one of the other half is not on disk").isNotZero();
    log.applied(last);
    for (int i = 0; i < 1_000; i++) {
      long taken = append(++id);
      assertThat(taken).isGreaterThan(last);
      log.applied(taken);
    }
  }

  @Test
  void afterManyRoundsOnlyWhatIsNotOnDiskIsFound() throws Exception {
    for (long id = 1; id <= 500; id++) {
      long taken = append(id);
      if (id <= 495) {
        journal.commit(List.of(new Change.Redone(1, taken)));
        log.applied(taken);
      }
    }
    nextProcess();
    assertThat(stored()).containsExactly(496L, 497L, 498L, 499L, 500L);
  }

  @Test
  void anEntryThatAPowerLossToreIsNotRead() throws Exception {
    append(1);
    append(2);
    append(3);
    int octets = EntryFormat.octets(ChangeCodec.write(changes(1)));
    try (RandomAccessFile torn = new RandomAccessFile(redoFiles().get(0).toFile(), "rw")) {
      torn.seek(2L * octets + 20);
      torn.write(new byte[] {1, 2, 3, 4, 5});
    }
    nextProcess();
    assertThat(stored()).containsExactly(1L, 2L);
  }

  @Test
  void anOrderlyEndLeavesNoFile() {
    log.applied(append(1));
    log.close();
    assertThat(redoFiles()).isEmpty();
  }

  @Test
  void aProcessThatTakesNothingBringsToDiskWhatAFormerOneTook() throws Exception {
    append(1);
    RedoLog next = RedoLog.onlyFormer(file, 2);
    next.open();
    assertThat(next.append(new byte[1])).isEqualTo(RedoLog.NOT_TAKEN);
    next.former().applyTo(journal);
    assertThat(stored()).containsExactly(1L);
  }

  @Test
  void aLogThatWasNotOpenedTakesNothing() {
    assertThat(RedoLog.beside(file, 2).append(new byte[1])).isEqualTo(RedoLog.NOT_TAKEN);
  }

  private List<Path> redoFiles() {
    try (var files = Files.list(directory)) {
      return files.filter(each -> each.getFileName().toString().contains(".redo-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
