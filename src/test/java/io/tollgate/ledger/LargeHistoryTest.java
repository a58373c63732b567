package io.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class LargeHistoryTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SECONDS_APART = 5;

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void anEmptyHistory() throws SQLException {
    file = folder.resolve("history.db");
    HistoryFile.open(file).close();
  }

  /** A thousand users, everyone with everyone, five seconds apart. */
  private void fill(int sessions) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      String numbers =
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
              .formatted(sessions);
      statement.execute(
          ("INSERT INTO session %sSELECT i, %d + i * %d, %d + i * %d + 60000, 'IM', 'SESSION',"
                  + " 'PARTICIPATING', 'ORIGINATING', 'ONE_TO_ONE', 'sip:u' || (i %% 1000) ||"
                  + " '@example.org', 'sip:u' || (i %% 1000) || '@example.org', 'sip:u' || (i * 7"
                  + " %% 1000) || '@example.org', NULL, 'icid-' || i, 'call-' || i, 'out-' || i,"
                  + " NULL, 'rf;' || i, 'ro;' || i, CASE i %% 100 WHEN 0 THEN 'REFUSED' ELSE"
                  + " 'ENDED' END, 0, 0, NULL, 5, 0, 5, 0, 100, 100, 60, 2, CASE i %% 5000 WHEN 0"
                  + " THEN 2 ELSE 1 END, NULL, 6, NULL, 0 FROM n")
              .formatted(
                  numbers,
                  FIRST.toEpochMilli(),
                  SECONDS_APART * 1_000,
                  FIRST.toEpochMilli(),
                  SECONDS_APART * 1_000));
      statement.execute(
          "INSERT OR IGNORE INTO party SELECT payer, id FROM session"
              + " UNION SELECT callee, id FROM session");
    }
  }

  private static Map<String, Search> searches(int sessions) {
    Instant middle = FIRST.plusSeconds(SECONDS_APART * sessions / 2);
    Search one = Search.all().subscriber("sip:u77@example.org");
    return Map.of(
        "all", Search.all(),
        "subscriber", one,
        "subscriber at that time", one.between(middle, middle.plusSeconds(86_400)),
        "time", Search.all().between(middle, middle.plusSeconds(3_600)),
        "service", Search.all().service(ServiceKind.SESSION, ServiceProfile.IM),
        "outcome", Search.all().outcome(Outcome.REFUSED),
        "icid", Search.all().icid("icid-" + sessions / 2),
        "call", Search.all().callId("out-" + sessions / 2),
        "difference", Search.all().onlyDifferent(true),
        "rare service at that time",
            Search.all().service(ServiceKind.FILE_TRANSFER, null).between(middle, null));
  }

  @Test
  void everySearchGoesAlongAnIndex() throws SQLException {
    fill(5_000);
    try (SqliteHistory history = SqliteHistory.open(file, IdentityForm.CLEAR, new byte[0])) {
      for (Map.Entry<String, Search> search : searches(5_000).entrySet()) {
        List<String> plan = history.plan(search.getValue());
        if (!search.getKey().equals("all")) {
          assertThat(plan)
              .as(search.getKey())
              .noneMatch(step -> step.startsWith("SCAN"))
              .allMatch(step -> !step.contains("AUTOMATIC"));
        }
        assertThat(history.search(search.getValue()).isEmpty())
            .as(search.getKey())
            .isEqualTo(search.getKey().startsWith("rare"));
      }
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "tollgate.long", matches = "true")
  void aHundredMillisecondsAreEnoughForAMillionSessions() throws SQLException {
    int sessions = 1_000_000;
    fill(sessions);
    try (SqliteHistory history = SqliteHistory.open(file, IdentityForm.CLEAR, new byte[0])) {
      searches(sessions)
          .forEach(
              (name, search) -> {
                history.search(search);
                long begin = System.nanoTime();
                history.search(search);
                long millis = (System.nanoTime() - begin) / 1_000_000;
                System.out.println(name + ": " + millis + " ms");
                assertThat(millis).as(name).isLessThan(100);
              });
    }
  }
}
