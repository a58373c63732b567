package io.tollgate.journal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.Samples;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.postgres.PostgresQueries;
import io.tollgate.journal.store.postgres.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same commands, for the records of two servers in one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedJournalMainTest {

  private static final String LETTER = "00000000000000ab-1";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
  private TestDatabase database;

  @BeforeAll
  void start() {
    database = TestDatabase.start();
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @BeforeEach
  void twoServersHaveRecords() throws Exception {
    database.clear();
    try (RecordJournal one = database.open(database.next(0xab), new LoggedAlarms());
        RecordJournal other = database.open(database.next(0xcd), new LoggedAlarms())) {
      one.commit(
          List.of(
              append(1, Samples.start("s1"), Kind.START),
              append(2, Samples.stop("s1", 1), Kind.STOP),
              new Change.Bury(1, 5004, "Failed-AVP 55", Samples.NOON)));
      other.commit(
          List.of(
              append(1, Samples.event("s2"), Kind.EVENT),
              new Change.KeepClosing(
                  new ClosingRecord(
                      "s3",
                      ChargingInterface.CH1,
                      4,
                      1,
                      Samples.NOON,
                      json(Samples.stop("s3", 4)),
                      null))));
    }
  }

  private static String json(AccountingRecord record) {
    return new JsonCodec<>(AccountingRecord.class).write(record);
  }

  private static Change append(long id, AccountingRecord record, Kind kind) {
    return new Change.Append(
        new Pending(
            id,
            ChargingInterface.CH1,
            record.sessionId(),
            record.number(),
            kind,
            Samples.NOON,
            false,
            json(record)));
  }

  private String run(int expected, String... words) {
    printed.reset();
    complaints.reset();
    assertThat(
            JournalMain.run(
                new PostgresQueries(database.connections(), "the database"),
                List.of(words),
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                new PrintStream(complaints, true, StandardCharsets.UTF_8)))
        .as(complaints.toString(StandardCharsets.UTF_8))
        .isEqualTo(expected);
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void statusCountsWhatAllServersHave() {
    assertThat(run(0, "status"))
        .contains("journal the database")
        .containsPattern("pending +2 +2026-03-01 12:00:00")
        .containsPattern("dead +1 ")
        .containsPattern("open sessions +1 ")
        .containsPattern("CH1 +STOP +no +1")
        .containsPattern("\\(configured\\) +CH1 +2")
        .containsPattern("5004 +Failed-AVP 55");
  }

  @Test
  void recordsAreListedShownAndExportedByAnIdThatNamesTheirServer() {
    assertThat(run(0, "list", "dead")).hasLineCount(3).contains(LETTER, "sip:alice@example.com");
    assertThat(run(0, "list", "pending", "1")).hasLineCount(3);
    assertThat(run(0, "list", "open")).contains("s3");
    assertThat(run(0, "show", LETTER))
        .contains("server: test", "    \"chargedParty\": \"sip:alice@example.com\"");
    assertThat(run(0, "show", "s1")).contains("--- backlog", "--- dead");
    assertThat(run(0, "export", "dead")).contains(LETTER + ",test,2026-03-01 12:00:00,5004");
    run(1, "show", "77");
  }

  @Test
  void aDeadLetterGoesBackToItsServerOnce() throws Exception {
    assertThat(run(0, "requeue", LETTER, "00000000000000cd-1")).startsWith("1 re-queued");
    assertThat(run(0, "requeue", "all")).startsWith("0 re-queued");
    try (RecordJournal one = database.open(database.next(0xab), new LoggedAlarms())) {
      assertThat(one.page(0, 10)).extracting(Pending::id).containsExactly(1L, 2L);
      assertThat(one.deadLetters(0, 10)).isEmpty();
    }
  }
}
