package io.tollgate.journal.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.alarm.AlarmCatalogue;
import io.tollgate.harness.RaisesAlarm;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.RecordedAlarms;
import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalContract;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalWriterTest {

  private static final int BUFFER = 10;

  @TempDir private Path directory;
  private final RecordedAlarms alarms = new RecordedAlarms();
  private final FailingDisk disk = new FailingDisk();
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private JournalWriter writer;

  @BeforeEach
  void start() {
    disk.path = directory.resolve("journal.db");
    writer =
        new JournalWriter(
            disk,
            RedoLog.onlyFormer(disk.path, 1),
            Duration.ZERO,
            BUFFER,
            Duration.ofMillis(5),
            alarms,
            task -> new Thread(task, "journal"));
  }

  @AfterEach
  void stop() {
    writer.close();
  }

  private JournalWriter gatheringForAnHour() {
    return new JournalWriter(
        disk,
        RedoLog.beside(disk.path, 2),
        Duration.ofHours(1),
        BUFFER,
        Duration.ofMillis(5),
        alarms,
        task -> new Thread(task, "journal"));
  }

  private void submit(long id, Change... more) throws Exception {
    submit(id, Kind.START, more);
  }

  private void submit(long id, Kind kind, Change... more) throws Exception {
    List<Change> changes = new ArrayList<>(List.of(more));
    changes.add(RecordJournalContract.append(id, "s" + id, 0, kind));
    CountDownLatch done = new CountDownLatch(1);
    writer.submit(
        changes,
        new Completion() {
          @Override
          public void kept(boolean news) {
            told.add(id + " kept");
            done.countDown();
          }

          @Override
          public void lost(String why) {
            told.add(id + " lost: " + why);
            done.countDown();
          }
        });
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private void diskIsBack() throws Exception {
    CountDownLatch back = new CountDownLatch(1);
    disk.onSuccess = back::countDown;
    disk.failing = null;
    assertThat(back.await(10, TimeUnit.SECONDS)).isTrue();
    submit(999);
  }

  @Test
  void whatIsKeptIsOnDisk() throws Exception {
    writer.start();
    submit(1);
    assertThat(writer.journal().page(0, 10)).hasSize(1);
  }

  @Test
  void closingCommitsWhatHasComeIn() throws Exception {
    writer.start();
    submit(1);
    writer.submitLazily(List.of(new Change.Remove(1)), Completion.NONE);
    writer.close();
    try (RecordJournal journal = SqliteRecordJournal.open(disk.path)) {
      assertThat(journal.page(0, 10)).isEmpty();
    }
  }

  @Test
  void aLazyChangeGoesOnItsOwnWhenNothingElseComes() throws Exception {
    writer.start();
    CountDownLatch done = new CountDownLatch(1);
    writer.submitLazily(List.of(new Change.Settle("s")), news -> done.countDown());
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatSomebodyWaitsForIsCommittedWithoutGatheringMore() throws Exception {
    try (JournalWriter gathering = gatheringForAnHour()) {
      gathering.start();
      CountDownLatch committed = new CountDownLatch(1);
      assertThat(
              gathering.submit(
                  List.of(RecordJournalContract.append(1, "s1", 0, Kind.START)),
                  news -> committed.countDown()))
          .isTrue();
      assertThat(committed.getCount()).isEqualTo(1);
      gathering.commitNow();
      assertThat(committed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(gathering.journal().page(0, 10)).hasSize(1);
    }
  }

  @Test
  void whileTheDiskFailsRecordsAreKeptInMemoryAndStoredWhenItIsBack() throws Exception {
    writer.start();
    submit(1);
    disk.failing = JournalException.Fault.UNAVAILABLE;
    submit(2);
    submit(3);
    assertThat(told).containsExactly("1 kept", "2 kept", "3 kept");
    assertThat(alarms.on()).containsKey(JournalAlarm.DISK_FAILED);
    assertThat(writer.buffered()).isEqualTo(2);
    diskIsBack();
    assertThat(alarms.on()).isEmpty();
    assertThat(RecordJournalContract.ids(writer.journal().page(0, 10)))
        .containsExactly(1L, 2L, 3L, 999L);
  }

  /** The thread that writes for all must not end of it: nobody would hear of a record again. */
  @Test
  void aDriverThatFailsWhileTheJournalIsOpenedAgainIsTriedAgain() throws Exception {
    writer.start();
    disk.driverFails = true;
    disk.failing = JournalException.Fault.UNAVAILABLE;
    submit(1);
    submit(2);
    disk.driverFails = false;
    diskIsBack();
    submit(3);
    assertThat(told).containsSubsequence("1 kept", "2 kept", "3 kept");
    assertThat(RecordJournalContract.ids(writer.journal().page(0, 10))).contains(1L, 2L, 3L);
  }

  @Test
  void aDiskThatFailsAtTheStartStopsTheStart() {
    disk.failing = JournalException.Fault.UNAVAILABLE;
    assertThatThrownBy(writer::start).isInstanceOf(JournalException.class);
    assertThat(writer.buffered()).isZero();
  }

  @Test
  void whatIsAnsweredWhileTheDiskFailsTakesNoRoom() throws Exception {
    writer.start();
    disk.failing = JournalException.Fault.UNAVAILABLE;
    for (int i = 1; i <= 10 * BUFFER; i++) {
      submit(i, i > 1 ? new Change.Remove(i - 1) : new Change.Settle("x"));
    }
    assertThat(told).hasSize(10 * BUFFER).allMatch(each -> each.endsWith("kept"));
    assertThat(writer.buffered()).isEqualTo(1);
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.RECORDS_LOST)
  void inAFullBufferInterimsMakeRoomAndThenRecordsAreLostWithAnAlarm() throws Exception {
    writer.start();
    disk.failing = JournalException.Fault.UNAVAILABLE;
    submit(1, Kind.PROGRESS);
    submit(2, Kind.EVENT);
    for (int i = 3; i <= BUFFER + 1; i++) {
      submit(i);
    }
    assertThat(alarms.on()).doesNotContainKey(JournalAlarm.RECORDS_LOST);
    submit(BUFFER + 2);
    assertThat(alarms.on().get(JournalAlarm.RECORDS_LOST)).contains("1 events made room");
    assertThat(told).allMatch(each -> each.endsWith("kept"));
    submit(100);
    assertThat(told).last().asString().contains("100 lost: disk fails and the memory buffer");
    assertThat(alarms.on().get(JournalAlarm.RECORDS_LOST)).contains("1 interims and 1 events");
    diskIsBack();
    assertThat(RecordJournalContract.ids(writer.journal().page(0, 100)))
        .hasSize(BUFFER + 1)
        .doesNotContain(1L, 2L, 100L);
    assertThat(alarms.on()).isEmpty();
  }

  @Test
  void aDamagedFileIsSetAside() throws Exception {
    writer.start();
    disk.failing = JournalException.Fault.DAMAGED;
    submit(1);
    diskIsBack();
    assertThat(disk.setAside).isTrue();
  }

  @Test
  void aChangeThatIsRefusedTakesNobodyElseWithIt() throws Exception {
    writer.start();
    disk.refused = 2;
    submit(1);
    submit(2);
    submit(3);
    assertThat(told).containsExactly("1 kept", "2 lost: refused", "3 kept");
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.RECORD_UNWRITABLE)
  void aRecordThatCannotBeWrittenIsAnAlarmAndTheWriterGoesOn() throws Exception {
    writer.start();
    disk.unwritable = 2;
    submit(1);
    submit(2);
    submit(3);
    assertThat(told)
        .containsExactly(
            "1 kept",
            "2 lost: cannot be written: java.lang.IllegalStateException: driver fails",
            "3 kept");
    assertThat(alarms.on().get(JournalAlarm.RECORD_UNWRITABLE))
        .startsWith("START 0 of s2 (")
        .contains("driver fails");
  }

  @Test
  void aStoppedWriterTakesNothing() throws Exception {
    writer.start();
    writer.close();
    submit(1);
    assertThat(told).containsExactly("1 lost: journal writer is stopped or too far behind");
  }
}
