package io.tollgate.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.tollgate.harness.Await;
import io.tollgate.harness.RaisesAlarm;
import io.tollgate.phone.Call;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Request;
import io.tollgate.sip.controlling.ChargedStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose files were damaged while it was down, whose records somebody else changes, and
 * whose CDF is away until the journal is full; and the next one on the same files, which is well.
 */
class WornServerIT {
  private static final int NOISE = 200_000;

  private static final long LIMIT_OCTETS = 1 << 20;

  /** Records: of some octets each, a few hundredths of what the journal may have. */
  private static final int A_FEW = 20;

  @TempDir private Path folder;

  @Test
  @RaisesAlarm({
    AlarmCatalogue.FILE_DAMAGED,
    AlarmCatalogue.REDO_DAMAGED,
    AlarmCatalogue.HISTORY_DAMAGED,
    AlarmCatalogue.DEFERRED_DAMAGED,
    AlarmCatalogue.RECORDS_COLLIDE,
    AlarmCatalogue.RECORD_UNWRITABLE,
    AlarmCatalogue.BACKLOG_HIGH,
    AlarmCatalogue.BACKLOG_CRITICAL,
    AlarmCatalogue.RECORDS_DROPPED
  })
  void whatIsBrokenIsToldUntilItIsMendedOrTheServerStartsAnew() throws Exception {
    for (String file : List.of("journal.db", "history.db", "deferred.db")) {
      damaged(folder.resolve(file));
      Files.createFile(folder.resolve(file + ".tollgate-lock"));
    }
    damaged(folder.resolve("journal.db.redo-1"));
    try (ChargedStage stage = stage();
        PhoneBank bank = new PhoneBank(stage.port()).patience(60)) {
      AlarmConditions conditions = conditions(stage);
      assertThat(conditions.get())
          .containsKeys(
              AlarmCatalogue.FILE_DAMAGED,
              AlarmCatalogue.REDO_DAMAGED,
              AlarmCatalogue.HISTORY_DAMAGED,
              AlarmCatalogue.DEFERRED_DAMAGED);

      stage.lab().cdfNode().stop();
      Await.until(() -> openPeers(stage) == 1, "the CDF to be away");
      Call call = bank.phone("alice").call(bank.phone("bob").uri());
      assertThat(call.status()).isEqualTo(200);
      // Not before it is on disk.
      Await.until(() -> anotherTakesTheNextNumber() == 1, "the START to be there");
      call.bye();
      isOn(conditions, AlarmCatalogue.RECORDS_COLLIDE);

      journal(
          "CREATE TRIGGER foreign_rule BEFORE INSERT ON pending WHEN new.kind = 'EVENT'"
              + " BEGIN SELECT RAISE(ABORT, 'not here'); END");
      message(bank);
      isOn(conditions, AlarmCatalogue.RECORD_UNWRITABLE);
      journal("DROP TRIGGER foreign_rule");

      message(bank);
      Await.until(() -> events(A_FEW) > 0, "the EVENT to be there");
      while (usedOctets() < 0.92 * LIMIT_OCTETS) {
        events(A_FEW);
      }
      isOn(conditions, AlarmCatalogue.BACKLOG_HIGH);
      isOn(conditions, AlarmCatalogue.BACKLOG_CRITICAL);
      Await.until(
          () -> events(A_FEW) >= 0 && conditions.get().containsKey(AlarmCatalogue.RECORDS_DROPPED),
          "the journal to be full");
      stage.lab().cdfNode().start();
      isOver(conditions, AlarmCatalogue.BACKLOG_CRITICAL);
      isOver(conditions, AlarmCatalogue.BACKLOG_HIGH);
    }
    try (ChargedStage stage = stage()) {
      assertThat(conditions(stage).get())
          .doesNotContainKeys(
              AlarmCatalogue.FILE_DAMAGED,
              AlarmCatalogue.REDO_DAMAGED,
              AlarmCatalogue.HISTORY_DAMAGED,
              AlarmCatalogue.DEFERRED_DAMAGED,
              AlarmCatalogue.RECORDS_COLLIDE,
              AlarmCatalogue.RECORD_UNWRITABLE,
              AlarmCatalogue.RECORDS_DROPPED);
    }
  }

  private static void damaged(Path file) throws IOException {
    byte[] noise = new byte[NOISE];
    new Random(NOISE).nextBytes(noise);
    Arrays.fill(noise, 0, 100, (byte) 1);
    Files.write(file, noise);
  }

  private ChargedStage stage() {
    Map<String, String> settings = new HashMap<>();
    settings.put("storage.directory", folder.toString());
    settings.put("journal.file", "journal.db");
    settings.put("ledger.file", "history.db");
    settings.put("deferred.on", "480");
    settings.put("journal.max-size", "1");
    settings.put("journal.min-free", "0");
    settings.put("journal.check-interval", "100ms");
    settings.put("journal.probe-interval", "100ms");
    settings.put("journal.scan-interval", "100ms");
    settings.put("diameter.reconnect-first", "100ms");
    settings.put("diameter.reconnect-ceiling", "500ms");
    return new ChargedStage("offline", "im", settings);
  }

  private static AlarmConditions conditions(ChargedStage stage) {
    return new AlarmConditions(
        stage.application().meters(), () -> ofJournal(stage), System::nanoTime);
  }

  private static Map<String, String> ofJournal(ChargedStage stage) {
    Map<String, String> on = new HashMap<>();
    for (Gauge gauge : stage.application().meters().find("tollgate.journal.alarm").gauges()) {
      if (gauge.value() == 1) {
        on.put(String.valueOf(gauge.getId().getTag("alarm")), "on");
      }
    }
    return on;
  }

  private static double openPeers(ChargedStage stage) {
    return stage
        .application()
        .meters()
        .find("tollgate.diameter.peer.state")
        .tag("state", "OPEN")
        .gauges()
        .stream()
        .mapToDouble(Gauge::value)
        .sum();
  }

  private static void message(PhoneBank bank) {
    Request message =
        bank.phone("carol")
            .request(bank.phone("dave").answering(200).uri(), "MESSAGE", "", "text/plain", "hello");
    assertThat(message.status()).isEqualTo(200);
  }

  private static void isOn(AlarmConditions conditions, AlarmCatalogue alarm) {
    Await.until(() -> conditions.get().containsKey(alarm), alarm + " to be raised");
  }

  private static void isOver(AlarmConditions conditions, AlarmCatalogue alarm) {
    Await.until(() -> !conditions.get().containsKey(alarm), alarm + " to be cleared");
  }

  /** As a second server with the same identity would: a record in the place of the STOP. */
  private int anotherTakesTheNextNumber() {
    return journal(
        "INSERT INTO pending SELECT id + 1000000, channel, session, number + 1, 'STOP', stored,"
            + " sent, body FROM pending WHERE kind = 'START'");
  }

  /** More of the records that wait already: as many messages would take a while. */
  private int events(int more) {
    return journal(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + more
            + ") INSERT INTO pending SELECT (SELECT max(id) FROM pending) + i, channel, session ||"
            + " ';' || ((SELECT max(id) FROM pending) + i), number, kind, stored, sent, body FROM"
            + " n, (SELECT * FROM pending WHERE kind = 'EVENT' LIMIT 1)");
  }

  private long usedOctets() throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count,"
                    + " pragma_freelist_count, pragma_page_size")) {
      return row.getLong(1);
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
  }

  private int journal(String change) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      return statement.executeUpdate(change);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
