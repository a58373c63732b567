package io.tollgate.journal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.journal.Samples;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalMainTest {

  @TempDir private Path directory;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
  private RecordJournal server;

  @BeforeEach
  void aServerIsRunning() throws Exception {
    server = SqliteRecordJournal.open(file());
    server.commit(
        List.of(
            append(1, Samples.start("s1"), Kind.START),
            append(2, Samples.stop("s1", 1), Kind.STOP),
            append(3, Samples.event("s2"), Kind.EVENT),
            new Change.Bury(1, 5004, "Failed-AVP 55, \"Event-Timestamp\"", Samples.NOON),
            new Change.KeepClosing(
                new ClosingRecord(
                    "s3",
                    ChargingInterface.CH1,
                    4,
                    1,
                    Samples.NOON,
                    json(Samples.stop("s3", 4))))));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path file() {
    return directory.resolve("journal.db");
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

  private int run(String... words) {
    printed.reset();
    complaints.reset();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(complaints, true, StandardCharsets.UTF_8);
    List<String> all = Stream.concat(Stream.of(file().toString()), Stream.of(words)).toList();
    return new JournalMain(out, err).run(all);
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void statusCountsByStateKindPeerAndResult() {
    assertThat(run("status")).isZero();
    assertThat(output())
        .containsPattern("pending +2 +2026-03-01 12:00:00")
        .containsPattern("dead +1 ")
        .containsPattern("open sessions +1 ")
        .containsPattern("CH1 +STOP +no +1")
        .containsPattern("\\(configured\\) +CH1 +2")
        .containsPattern("5004 +Failed-AVP 55");
  }

  @Test
  void listShowsALineForEachRecord() {
    assertThat(run("list", "dead")).isZero();
    assertThat(output()).hasLineCount(3).contains("sip:alice@example.com");
    assertThat(run("list", "pending", "1")).isZero();
    assertThat(output()).hasLineCount(3);
    assertThat(run("list", "open")).isZero();
    assertThat(output()).contains("s3");
  }

  @Test
  void showLaysARecordOut() {
    assertThat(run("show", "2")).isZero();
    assertThat(output()).contains("kind: STOP", "    \"chargedParty\": \"sip:alice@example.com\"");
    assertThat(run("show", "s1")).isZero();
    assertThat(output()).contains("--- backlog", "--- dead");
    assertThat(run("show", "77")).isEqualTo(1);
    assertThat(complaints.toString(StandardCharsets.UTF_8)).contains("77: no such record");
  }

  @Test
  void requeueTakesADeadLetterBackWhileTheServerRuns() throws Exception {
    assertThat(run("requeue", "1", "99")).isZero();
    assertThat(output()).isEqualTo("1 re-queued" + System.lineSeparator());
    assertThat(server.page(0, 10)).hasSize(3);
    assertThat(server.deadLetters(0, 10)).isEmpty();
  }

  @Test
  void exportIsCsv() {
    assertThat(run("export", "dead")).isZero();
    assertThat(output())
        .startsWith("id,buried_utc,result_code,reason,")
        .contains(
            "1,2026-03-01 12:00:00,5004,\"Failed-AVP 55, \"\"Event-Timestamp\"\"\",CH1,START");
  }

  @Test
  void mistakesAreExplained() {
    assertThat(run("destroy")).isEqualTo(1);
    assertThat(complaints.toString(StandardCharsets.UTF_8)).contains("destroy (expected: one of");
    assertThat(run("list", "all")).isEqualTo(1);
    assertThat(complaints.toString(StandardCharsets.UTF_8))
        .contains("all (expected: one of pending, dead, open)");
  }
}
