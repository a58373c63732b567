package io.tollgate.journal.redo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tollgate.alarm.AlarmCatalogue;
import io.tollgate.harness.RaisesAlarm;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.RecordedAlarms;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedoLogTest {

  private static final int HALF = 4_096;

  @TempDir private Path directory;
  private Path file;
  private final RecordedAlarms alarms = new RecordedAlarms();
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
    RedoLog.beside(file, 2, HALF).former(alarms).applyTo(journal);
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

  private void spoil(long at, byte... octets) throws Exception {
    try (RandomAccessFile torn = new RandomAccessFile(redoFiles().get(0).toFile(), "rw")) {
      torn.seek(at);
      torn.write(octets);
    }
  }

  private static int entryOctets() {
    return EntryFormat.octets(ChangeCodec.write(changes(1)));
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.REDO_DAMAGED)
  void anEntryThatAPowerLossToreIsNotReadAndTheFileIsKept() throws Exception {
    append(1);
    append(2);
    append(3);
    spoil(2L * entryOctets() + 20, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5);
    nextProcess();
    assertThat(stored()).containsExactly(1L, 2L);
    assertThat(redoFiles()).singleElement().asString().contains(".damaged-");
    assertThat(alarms.on().get(JournalAlarm.REDO_DAMAGED)).contains("2 entries of it were read");
  }

  @ParameterizedTest(name = "from octet {0} of the second entry, with {1}")
  @CsvSource({"0, 0", "0, 255", "4, 0", "8, 255", "16, 0", "40, 255", "-8, 7"})
  void sixteenBadOctetsCostNoneOfTheEntriesThatFollow(int from, int octet) throws Exception {
    for (int id = 1; id <= 6; id++) {
      append(id);
    }
    byte[] bad = new byte[16];
    Arrays.fill(bad, (byte) octet);
    spoil(entryOctets() + from, bad);
    nextProcess();
    assertThat(stored()).contains(3L, 4L, 5L, 6L);
    assertThat(redoFiles()).singleElement().asString().contains(".damaged-");
    assertThat(alarms.on()).containsKey(JournalAlarm.REDO_DAMAGED);
    assertThat(journal.redone()).as("it is not read again").isEmpty();
  }

  @Test
  void badOctetsBringBackNothingOfAnEarlierRound() throws Exception {
    for (long id = 1; id <= 500; id++) {
      long taken = append(id);
      if (id <= 490) {
        journal.commit(List.of(new Change.Redone(1, taken)));
        log.applied(taken);
      }
    }
    byte[] whole = Files.readAllBytes(redoFiles().get(0));
    for (int at = 0; at < whole.length - 16; at += 500) {
      spoil(at, new byte[16]);
    }
    nextProcess();
    assertThat(stored()).isNotEmpty().allMatch(id -> id > 490);
  }

  @Test
  void aWholeFileFullOfNoiseIsReadInAMoment() throws Exception {
    append(1);
    byte[] noise = new byte[16 << 20];
    new Random(1).nextBytes(noise);
    Files.write(redoFiles().get(0), noise);
    assertTimeout(Duration.ofSeconds(20), this::nextProcess);
    assertThat(stored()).isEmpty();
    assertThat(redoFiles()).singleElement().asString().contains(".damaged-");
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
    next.former(alarms).applyTo(journal);
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
