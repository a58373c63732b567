package io.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.charging.record.UnitType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
      statement.execute(
          "INSERT INTO charging SELECT offline_id, id FROM session"
              + " UNION ALL SELECT online_id, id FROM session");
      statement.execute(
          "INSERT INTO detail SELECT id, payer || char(9, 10) || callee || char(9, 10), '%s', '%s',"
                  .formatted(DetailText.requests(REQUESTS), DetailText.steps(STEPS))
              + " '' FROM session");
    }
  }

  /** As a call of a minute has them. */
  private static final List<RequestRow> REQUESTS =
      Stream.of("START", "INITIAL", "UPDATE", "TERMINATION", "STOP")
          .map(
              type ->
                  new RequestRow(
                      type.startsWith("ST") ? ChargingInterface.CH1 : ChargingInterface.CH2,
                      "tollgate.example.com;1796107394;23",
                      1,
                      type,
                      "quota exhausted",
                      FIRST,
                      FIRST,
                      RequestRow.State.TAKEN,
                      2001,
                      5,
                      100,
                      100,
                      2,
                      type.startsWith("ST")
                          ? List.of()
                          : List.of(
                              new RequestRow.Amount(
                                  1, null, UnitType.SERVICE_SPECIFIC, 10, 5, 10, 5)),
                      "ocs1.example.com"))
          .toList();

  private static final List<StepRow> STEPS =
      Stream.of("INVITE", "ACR START 0", "CCR INITIAL 0", "forward", "answer", "BYE")
          .map(what -> new StepRow(FIRST, "Tollgate", "OCS", what, "2001, 10 units granted"))
          .toList();

  /** A bound holds, however fast sessions come. */
  @Test
  void whatIsBeyondTheBoundGoesAtOnce() throws SQLException {
    fill(5_000);
    long bound = 2L << 20;
    try (HistoryFile all = HistoryFile.open(file)) {
      assertThat(all.size()).isGreaterThan(2 * bound);
    }
    LedgerPolicy small =
        new LedgerPolicy(Duration.ofDays(36_500), bound, 1_000, Duration.ofSeconds(60));
    Instant now = FIRST.plus(Duration.ofDays(1));
    Ledger ledger =
        Ledger.open(
            file, small, IdentityForm.CLEAR, new byte[0], () -> now, new Quiet(), id -> false);
    for (int i = 0; i < 12; i++) {
      ledger.tick();
    }
    ledger.close();
    try (HistoryFile rest = HistoryFile.open(file)) {
      assertThat(rest.size()).isLessThanOrEqualTo(bound).isGreaterThan(bound / 4);
    }
  }

  private static final class Quiet implements LedgerNews {
    @Override
    public void reconciled(SessionRow session, List<UsageRow> usage, List<RequestRow> requests) {}

    @Override
    public void different(SessionRow session, long sessions) {}

    @Override
    public void even() {}

    @Override
    public void writeFailed(String why) {}

    @Override
    public void writesAgain() {}

    @Override
    public void overflowed(long missed) {}
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
    try (HistoryFile all = HistoryFile.open(file)) {
      System.out.println("on disk: " + (all.size() >> 20) + " MiB");
    }
    try (SqliteHistory history = SqliteHistory.open(file, IdentityForm.CLEAR, new byte[0])) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.println("heap: " + (runtime.totalMemory() - runtime.freeMemory() >> 20) + " MiB");
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
