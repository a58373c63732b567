package io.tollgate.ledger.cdr;

import static io.tollgate.journal.Samples.event;
import static io.tollgate.journal.Samples.start;
import static io.tollgate.journal.Samples.stop;
import static io.tollgate.journal.Samples.usage;
import static io.tollgate.ledger.cdr.Folder.hand;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdrFilesTest {
  @TempDir private Path temporary;
  private Folder folder = new Folder(Path.of("."));

  @BeforeEach
  void folder() {
    folder = new Folder(temporary);
  }

  @Test
  void aSessionIsOneRecordFromItsStartToItsStop() throws Exception {
    CdrFiles files = folder.open();
    assertThat(hand(files, start("s1"), usage("s1", 1), stop("s1", 30), event("e1")))
        .containsOnly(true)
        .hasSize(4);
    files.close();
    List<Map<String, String>> lines = folder.lines();
    assertThat(lines).extracting(line -> line.get("session")).containsExactly("s1", "e1");
    assertThat(lines).extracting(line -> line.get("number")).containsExactly("1", "2");
    Map<String, String> session = lines.get(0);
    assertThat(session)
        .containsEntry("service", "session")
        .containsEntry("payer", "sip:alice@example.com")
        .containsEntry("calling", "sip:alice@example.com tel:+15550100")
        .containsEntry("called", "sip:bob@example.com")
        .containsEntry("began", "2026-03-01T12:00:00Z")
        .containsEntry("ended", "2026-03-01T12:00:30Z")
        .containsEntry("seconds", "30")
        .containsEntry("messages_sent", "30")
        .containsEntry("complete", "yes");
  }

  @Test
  void aRecordThatComesAgainIsInOneFileOnly() throws Exception {
    folder.mostRecords = 2;
    CdrFiles files = folder.open();
    hand(files, start("s1"), stop("s1", 1), event("e1"));
    hand(files, start("s1"), stop("s1", 1), event("e1"));
    files.close();
    files = folder.open();
    assertThat(hand(files, stop("s1", 1), event("e1"), event("e2"))).containsOnly(true);
    files.close();
    assertThat(folder.lines())
        .extracting(line -> line.get("session"))
        .containsExactly("s1", "e1", "e2");
  }

  @Test
  void aFileIsClosedByCountBySizeAndByTime() throws Exception {
    folder.mostRecords = 3;
    CdrFiles files = folder.open();
    hand(files, event("e1"), event("e2"));
    assertThat(folder.files()).isEmpty();
    hand(files, event("e3"));
    assertThat(folder.files()).hasSize(1);
    hand(files, event("e4"));
    folder.now = folder.now.plus(Duration.ofMinutes(15));
    files.turn(Duration.ZERO);
    assertThat(folder.files()).hasSize(2);
    files.close();
    folder.mostOctets = 10;
    files = folder.open();
    hand(files, event("e5"));
    assertThat(folder.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "tollgate.example.com_-_000001.20261201_-_1200+0000.csv",
            "tollgate.example.com_-_000002.20261201_-_1215+0000.csv",
            "tollgate.example.com_-_000003.20261201_-_1215+0000.csv");
    files.close();
    assertThat(folder.told).containsExactly("closed 3", "closed 1", "closed 1");
  }

  @Test
  void aStopWithoutItsStartIsIncomplete() throws Exception {
    CdrFiles files = folder.open();
    hand(files, stop("s1", 4));
    files.close();
    assertThat(folder.lines().get(0)).containsEntry("complete", "no");
  }

  @Test
  void whatGatheredInOneFormatIsClosedBeforeTheNext() throws Exception {
    CdrFiles files = folder.open();
    hand(files, event("e1"), start("s1"));
    // It is killed here.
    folder.format = CdrFormat.BER;
    CdrFiles next = folder.open();
    hand(next, stop("s1", 1));
    next.close();
    assertThat(folder.files())
        .extracting(file -> file.toString().replaceAll(".*\\.", ""))
        .containsExactly("csv", "cdr");
    files.close();
  }

  @Test
  void whileNoFileCanBeMadeTheJournalKeepsWhatComes() throws Exception {
    folder.mostRecords = 1;
    CdrFiles files = folder.open();
    Path out = temporary.resolve("out");
    Files.delete(out);
    Files.writeString(out, "no folder");
    assertThat(hand(files, event("e1"))).containsExactly(true);
    assertThat(hand(files, event("e2"))).containsExactly(false);
    assertThat(folder.told).containsExactly("failed");
    Files.delete(out);
    folder.now = folder.now.plusSeconds(2);
    assertThat(hand(files, event("e2"))).containsExactly(true);
    files.close();
    assertThat(folder.lines()).extracting(line -> line.get("session")).containsExactly("e1", "e2");
    assertThat(folder.told).contains("works again");
  }

  @Test
  void aFailureIsOverWithTheFirstWriteThatSucceedsAlsoWhenNothingComes() throws Exception {
    CdrFiles files = folder.open();
    change("CREATE TRIGGER full BEFORE INSERT ON taken BEGIN SELECT RAISE(ABORT, 'full'); END");
    assertThat(hand(files, event("e1"))).containsExactly(false);
    for (int i = 0; i < 3; i++) {
      folder.now = folder.now.plusSeconds(2);
      files.turn(Duration.ZERO);
    }
    assertThat(folder.told).containsExactly("failed");
    change("DROP TRIGGER full");
    folder.now = folder.now.plusSeconds(2);
    files.turn(Duration.ZERO);
    assertThat(folder.told).containsExactly("failed", "works again");
    files.close();
  }

  /** By somebody else. */
  private void change(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + temporary.resolve("cdr.db"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @Test
  void filesAreKeptForTheirTimeAndRecordsAreForgottenOnceTheJournalHasNoneOfThem()
      throws Exception {
    folder.mostRecords = 1;
    folder.waits = false;
    CdrFiles files = folder.open();
    hand(files, event("e1"));
    folder.now = folder.now.plus(Duration.ofHours(719));
    files.turn(Duration.ZERO);
    assertThat(folder.files()).hasSize(1);
    folder.now = folder.now.plus(Duration.ofHours(2));
    files.turn(Duration.ZERO);
    assertThat(folder.files()).isEmpty();
    hand(files, event("e1"));
    assertThat(folder.files()).hasSize(1);
    files.close();
  }

  @Test
  void theCommandGetsEachFileInOrderUntilItTakesIt() throws Exception {
    Path taken = temporary.resolve("taken");
    Path script = temporary.resolve("push.sh");
    Files.writeString(script, "test -e %s && basename \"$1\" >> %s\n".formatted(taken, taken));
    folder.push = List.of("/bin/sh", script.toString());
    folder.mostRecords = 1;
    CdrFiles files = folder.open();
    hand(files, event("e1"), event("e2"));
    untilTold(files, "not pushed: it ended with status 1");
    Files.writeString(taken, "");
    folder.now = folder.now.plus(Duration.ofMinutes(1));
    untilTold(files, "pushed " + folder.files().get(1).getFileName());
    assertThat(Files.readAllLines(taken))
        .isEqualTo(folder.files().stream().map(file -> file.getFileName().toString()).toList());
    files.close();
  }

  @Test
  void aCommandThatHangsIsKilledWithWhatItStarted() throws Exception {
    Path script = temporary.resolve("push.sh");
    Path child = temporary.resolve("child");
    Files.writeString(script, "sleep 600 & echo $! > %s; wait\n".formatted(child));
    folder.push = List.of("/bin/sh", script.toString());
    folder.pushTimeout = Duration.ofSeconds(1);
    folder.mostRecords = 1;
    CdrFiles files = folder.open();
    hand(files, event("e1"));
    untilTold(files, "not pushed: it did not end within 1 s");
    long pid = Long.parseLong(Files.readString(child).trim());
    Await.until(
        () -> ProcessHandle.of(pid).map(one -> !one.isAlive()).orElse(true), "the child ends");
    files.close();
  }

  private void untilTold(CdrFiles files, String line) {
    Await.until(
        () -> {
          try {
            folder.now = folder.now.plusSeconds(1);
            files.turn(Duration.ofMillis(20));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return folder.told.contains(line);
        },
        line);
  }
}
