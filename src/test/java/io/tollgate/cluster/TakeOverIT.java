package io.tollgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.csv.Csv;
import io.tollgate.harness.Await;
import io.tollgate.harness.PostgresServer;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import io.tollgate.harness.TollgateServer;
import io.tollgate.lab.Lab;
import io.tollgate.lab.common.LabConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two servers on one database: one is killed with calls up, the other settles them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakeOverIT {

  private static final int CALLS = 12;

  private PostgresServer database;
  private Lab lab;
  private TollgateServer survivor;
  private final Path folder =
      Path.of("target", "tollgate-it", UUID.randomUUID().toString()).toAbsolutePath();

  private Map<String, String> settings(String name) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    Map<String, String> settings = new TreeMap<>(database.settings());
    settings.put("cluster.lease", "8s");
    settings.put("cluster.patience", "3s");
    // A phone of SIPp answers the server that it knows, and that is dead.
    settings.put("sip.ack-wait", "2s");
    settings.put("charging.mode", "both");
    settings.put("journal.file", own.resolve("journal.db").toString());
    settings.put("diameter.identity", name + ".lab.tollgate.example");
    settings.put("diameter.realm", "lab.tollgate.example");
    settings.put(
        "diameter.peers",
        "cdf.lab.tollgate.example@127.0.0.1:%d;rf,ocs.lab.tollgate.example@127.0.0.1:%d;ro"
            .formatted(lab.cdfNode().port(), lab.ocsNode().port()));
    return settings;
  }

  @BeforeAll
  void start() throws IOException {
    database = PostgresServer.start();
    lab = Lab.start(LabConfig.ephemeral().with("directory", folder.resolve("lab").toString()));
    survivor = TollgateServer.start(settings("survivor"));
  }

  @AfterAll
  void stop() throws IOException {
    survivor.close();
    lab.close();
    database.close();
  }

  @Test
  void eachSessionOfAKilledServerIsClosedOnceByAnother() throws Exception {
    try (ServerProcess victim =
            ServerProcess.start(settings("killed"), folder.resolve("killed.log"));
        SippRun callee = callee().start();
        SippRun caller = caller(victim.sipPort(), callee)) {
      awaitCallsUp("killed");
      victim.kill();
      awaitSettled();
      assertClosedOnce("killed");
      assertThat(toldOf(caller)).as("callers that were told").isEqualTo(CALLS);
      assertThat(toldOf(callee)).as("callees that were told").isEqualTo(CALLS);
    }
  }

  /** SIGSTOP: the others take over, and what it does when it goes on must not be billed. */
  @Test
  void aServerThatWasPausedFindsItselfReplacedAndEndsItsCalls() throws Exception {
    try (ServerProcess victim =
            ServerProcess.start(settings("paused"), folder.resolve("paused.log"));
        SippRun callee = callee().start();
        SippRun caller = caller(victim.sipPort(), callee)) {
      awaitCallsUp("paused");
      victim.signal("STOP");
      awaitSettled();
      assertClosedOnce("paused");
      int records = rows("records.csv").size();
      int requests = rows("credit.csv").size();

      assertThat(toldOf(caller)).as("callers that were told").isEqualTo(CALLS);
      assertThat(toldOf(callee)).as("callees that were told").isEqualTo(CALLS);

      victim.signal("CONT");
      Await.until(
          () -> lines(folder.resolve("paused.log")).contains("lets nobody in any more"),
          "the paused one to have ended its calls");
      assertThat(rows("records.csv")).as("records of the paused one").hasSize(records);
      assertThat(rows("credit.csv")).as("requests of the paused one").hasSize(requests);
    }
  }

  private static String lines(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long toldOf(SippRun party) {
    return party.received("BYE ").stream().map(bye -> bye.header("Call-ID")).distinct().count();
  }

  private void awaitCallsUp(String name) {
    Await.until(
        () -> opened(name, "records.csv", "START") == CALLS && owed() == 2 * CALLS,
        "all calls to be up and charged");
  }

  private void awaitSettled() {
    Await.until(() -> nodes() == 1, "the survivor to have settled it all");
    assertThat(owed()).isZero();
  }

  private void assertClosedOnce(String name) {
    assertThat(closings(name, "records.csv", "STOP")).hasSize(CALLS).allMatch(n -> n == 1);
    assertThat(closings(name, "credit.csv", "TERMINATION")).hasSize(CALLS).allMatch(n -> n == 1);
  }

  private static SippRunner callee() {
    return party("callee", "bob").option("-set", "answer_after", "20").calls(CALLS);
  }

  private static SippRun caller(int server, SippRun callee) {
    return party("N1-caller", "alice")
        .to(server)
        .key("target", "sip:bob@127.0.0.1:" + callee.port())
        .key("icid", "take-over")
        .option("-set", "talk", "600000")
        .rate(CALLS)
        .calls(CALLS)
        .start();
  }

  private static SippRunner party(String scenario, String user) {
    return SippRunner.scenario(scenario)
        .key("user", user)
        .key("domain", "example.com")
        .key("contact_params", ";+g.oma.sip-im")
        .key("msrp_port", 9)
        .key("msrp_path", "msrp://127.0.0.1:9/" + user + ";tcp")
        .key("msrp_setup", "active")
        .limit(Duration.ofMinutes(4));
  }

  private long number(String question) {
    try (Connection connection = database.owner();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long owed() {
    return number("SELECT (SELECT count(*) FROM open_session) + (SELECT count(*) FROM pending)");
  }

  private long nodes() {
    return number("SELECT count(*) FROM node");
  }

  private long opened(String name, String file, String type) {
    return rows(file).stream()
        .filter(row -> isOf(name, row) && type.equals(row.get("type")))
        .count();
  }

  /** The Session-Id begins with the server that opened it. */
  private static boolean isOf(String name, Map<String, String> row) {
    return row.getOrDefault("session-id", "").startsWith(name + ".");
  }

  /** For each session that was opened there, how often it was closed. */
  private List<Integer> closings(String name, String file, String closing) {
    Map<String, Integer> closings = new HashMap<>();
    for (Map<String, String> row : rows(file)) {
      if (isOf(name, row)) {
        boolean counts = closing.equals(row.get("type")) && !"D".equals(row.get("duplicate"));
        closings.merge(row.getOrDefault("session-id", ""), counts ? 1 : 0, Integer::sum);
      }
    }
    return List.copyOf(closings.values());
  }

  private List<Map<String, String>> rows(String file) {
    try {
      List<Map<String, String>> rows = new ArrayList<>();
      List<String> names = List.of();
      for (String line : Files.readAllLines(folder.resolve("lab").resolve(file))) {
        List<String> values = Csv.split(line);
        if (names.isEmpty()) {
          names = values;
          continue;
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
          row.put(names.get(i), values.get(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
