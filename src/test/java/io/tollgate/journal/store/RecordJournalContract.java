package io.tollgate.journal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every engine has to keep to; its test class says how to open it. */
public interface RecordJournalContract {

  /** Opens the journal of this directory, made new or as it was left. */
  RecordJournal open(Path directory) throws JournalException;

  static Pending pending(long id, String session, long number, Kind kind) {
    return new Pending(
        id, ChargingInterface.CH1, session, number, kind, Samples.NOON.plusMillis(id), false, "{}");
  }

  static ClosingRecord owed(String session, long number, long boot) {
    return new ClosingRecord(
        session, ChargingInterface.CH1, number, boot, Samples.NOON, "{\"n\":1}");
  }

  static Change append(long id, String session, long number, Kind kind) {
    return new Change.Append(pending(id, session, number, kind));
  }

  static List<Long> ids(List<Pending> records) {
    return records.stream().map(Pending::id).toList();
  }

  @Test
  default void whatWasCommittedIsThereAfterOpeningAgain(@TempDir Path directory) throws Exception {
    Pending record = pending(1, "s1", 0, Kind.START).withSent(true);
    try (RecordJournal journal = open(directory)) {
      journal.commit(List.of(new Change.Append(record), new Change.KeepClosing(owed("s1", 1, 7))));
    }
    try (RecordJournal journal = open(directory)) {
      assertThat(journal.page(0, 10)).containsExactly(record);
      assertThat(journal.orphans(8, 10)).containsExactly(owed("s1", 1, 7));
      assertThat(journal.lastId()).isEqualTo(1);
    }
  }

  @Test
  default void anyCharacterComesBack(@TempDir Path directory) throws Exception {
    String text = "{\"a\":\"\u0000 \u00e9 \ud83d\ude00 ' \\\" ; --\"}";
    Pending record =
        new Pending(1, ChargingInterface.CH2, "s'1", 0, Kind.REFUND, Samples.NOON, true, text);
    try (RecordJournal journal = open(directory)) {
      journal.commit(List.of(new Change.Append(record)));
      assertThat(journal.page(0, 10)).containsExactly(record);
    }
  }

  @Test
  default void pagesGoByIdAndSessionsByNumber(@TempDir Path directory) throws Exception {
    try (RecordJournal journal = open(directory)) {
      journal.commit(
          List.of(
              append(3, "b", 0, Kind.START),
              append(1, "a", 1, Kind.INTERIM),
              append(2, "a", 0, Kind.START),
              append(4, "a", 2, Kind.STOP)));
      assertThat(ids(journal.page(0, 3))).containsExactly(1L, 2L, 3L);
      assertThat(ids(journal.page(3, 3))).containsExactly(4L);
      assertThat(ids(journal.ofSession("a", 2))).containsExactly(2L, 1L);
      Map<String, List<Pending>> ofMany = journal.ofSessions(List.of("b", "c", "a"), 2);
      assertThat(ids(ofMany.getOrDefault("a", List.of()))).containsExactly(2L, 1L);
      assertThat(ids(ofMany.getOrDefault("b", List.of()))).containsExactly(3L);
      assertThat(ofMany.getOrDefault("c", List.of())).isEmpty();
      assertThat(journal.ofSessions(List.of(), 2)).isEmpty();
      assertThat(journal.hasPending("b")).isTrue();
      assertThat(journal.hasPending("c")).isFalse();
      assertThat(ids(journal.ofKind(Kind.START, 2, 10))).containsExactly(3L);
    }
  }

  @Test
  default void sessionAndNumberAreKeptOnce(@TempDir Path directory) throws Exception {
    try (RecordJournal journal = open(directory)) {
      journal.commit(List.of(append(1, "s1", 0, Kind.START)));
      journal.commit(List.of(append(2, "s1", 0, Kind.START), append(3, "s1", 1, Kind.STOP)));
      assertThat(ids(journal.page(0, 10))).containsExactly(1L, 3L);
    }
  }

  @Test
  default void theLastClosingThatIsOwedCounts(@TempDir Path directory) throws Exception {
    try (RecordJournal journal = open(directory)) {
      journal.commit(
          List.of(
              new Change.KeepClosing(owed("s1", 1, 7)), new Change.KeepClosing(owed("s2", 1, 7))));
      journal.commit(List.of(new Change.KeepClosing(owed("s1", 2, 8)), new Change.Settle("s2")));
      assertThat(journal.orphans(7, 10)).containsExactly(owed("s1", 2, 8));
      assertThat(journal.orphans(8, 10)).isEmpty();
      assertThat(journal.counts().openSessions()).isEqualTo(1);
    }
  }

  @Test
  default void whatIsToBeRepeatedBeforeAClosingStaysWithIt(@TempDir Path directory)
      throws Exception {
    ClosingRecord owed =
        new ClosingRecord(
            "s1", ChargingInterface.CH1, 2, 7, Samples.NOON, "{\"n\":2}", "{\"n\":1}");
    try (RecordJournal journal = open(directory)) {
      journal.commit(List.of(new Change.KeepClosing(owed)));
      assertThat(journal.orphans(8, 10)).containsExactly(owed);
      journal.commit(List.of(new Change.KeepClosing(owed("s1", 2, 7))));
      assertThat(journal.orphans(8, 10)).containsExactly(owed("s1", 2, 7));
    }
  }

  @Test
  default void anAnsweredRecordIsGone(@TempDir Path directory) throws Exception {
    try (RecordJournal journal = open(directory)) {
      journal.commit(List.of(append(1, "s1", 0, Kind.START), append(2, "s2", 0, Kind.START)));
      journal.commit(List.of(new Change.Remove(1), new Change.Remove(99)));
      assertThat(ids(journal.page(0, 10))).containsExactly(2L);
      assertThat(journal.counts().pending()).isEqualTo(1);
      assertThat(journal.counts().oldest()).isEqualTo(Samples.NOON.plusMillis(2));
    }
  }

  @Test
  default void aRecordIsMarkedAsSentAndNotSent(@TempDir Path directory) throws Exception {
    try (RecordJournal journal = open(directory)) {
      journal.commit(List.of(append(1, "s1", 0, Kind.START)));
      journal.commit(List.of(new Change.MarkSent(1, true)));
      assertThat(journal.page(0, 1).get(0).sent()).isTrue();
      journal.commit(List.of(new Change.MarkSent(1, false)));
      assertThat(journal.page(0, 1).get(0).sent()).isFalse();
    }
  }

  @Test
  default void onlyUnsentProgressReportsOfTheSameSessionAreSuperseded(@TempDir Path directory)
      throws Exception {
    try (RecordJournal journal = open(directory)) {
      journal.commit(
          List.of(
              append(1, "a", 0, Kind.START),
              append(2, "a", 1, Kind.PROGRESS),
              append(3, "a", 2, Kind.INTERIM),
              append(4, "b", 1, Kind.PROGRESS),
              new Change.Append(pending(5, "a", 3, Kind.PROGRESS).withSent(true)),
              append(6, "a", 4, Kind.PROGRESS)));
      journal.commit(List.of(new Change.Supersede("a", 6)));
      assertThat(ids(journal.page(0, 10))).containsExactly(1L, 3L, 4L, 5L, 6L);
    }
  }

  @Test
  default void aDeadLetterIsOutOfTheWayAndGoesBackToItsPlace(@TempDir Path directory)
      throws Exception {
    try (RecordJournal journal = open(directory)) {
      journal.commit(List.of(append(1, "s1", 0, Kind.START), append(2, "s1", 1, Kind.STOP)));
      journal.commit(List.of(new Change.Bury(1, 5004, "Failed-AVP 55", Samples.NOON)));
      assertThat(ids(journal.page(0, 10))).containsExactly(2L);
      assertThat(journal.deadLetters(0, 10))
          .containsExactly(
              new DeadLetter(pending(1, "s1", 0, Kind.START), 5004, "Failed-AVP 55", Samples.NOON));
      assertThat(journal.counts().deadLetters()).isEqualTo(1);

      journal.commit(List.of(new Change.Requeue(1)));
      assertThat(ids(journal.page(0, 10))).containsExactly(1L, 2L);
      assertThat(journal.deadLetters(0, 10)).isEmpty();
    }
  }

  @Test
  default void idsOfDeadLettersAreNotGivenAgain(@TempDir Path directory) throws Exception {
    try (RecordJournal journal = open(directory)) {
      assertThat(journal.lastId()).isZero();
      journal.commit(List.of(append(9, "s1", 0, Kind.START)));
      journal.commit(List.of(new Change.Bury(9, 5004, "", Samples.NOON)));
      assertThat(journal.lastId()).isEqualTo(9);
    }
  }

  @Test
  default void roomThatRecordsLeaveBehindDoesNotCount(@TempDir Path directory) throws Exception {
    try (RecordJournal journal = open(directory)) {
      long empty = journal.usedOctets();
      List<Change> appends = new ArrayList<>();
      List<Change> removals = new ArrayList<>();
      for (int i = 1; i <= 2_000; i++) {
        appends.add(append(i, "session" + i, 0, Kind.START));
        removals.add(new Change.Remove(i));
      }
      journal.commit(appends);
      long full = journal.usedOctets();
      journal.commit(removals);
      assertThat(full).isGreaterThan(empty + 100_000);
      assertThat(journal.usedOctets()).isLessThan(empty + (full - empty) / 4);
    }
  }

  @Test
  default void anEmptyCommitIsFine(@TempDir Path directory) throws Exception {
    try (RecordJournal journal = open(directory)) {
      journal.commit(List.of());
      assertThat(journal.counts()).isEqualTo(new JournalCounts(0, 0, 0, null));
    }
  }
}
