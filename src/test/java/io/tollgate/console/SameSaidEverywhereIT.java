package io.tollgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.lab.fault.FaultText;
import io.tollgate.ledger.History;
import io.tollgate.ledger.Outcome;
import io.tollgate.ledger.RequestRow;
import io.tollgate.ledger.Search;
import io.tollgate.ledger.SessionRow;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.json.Json;

/**
 * What the console says is what the metrics, the journal's file and the ledger say, at moments of a
 * run in which charging functions go away and come back.
 */
class SameSaidEverywhereIT {
  private ConsoleStage console;
  private PhoneBank bank;
  private ConsoleStage.Browser charging;

  @BeforeEach
  void start() {
    console =
        new ConsoleStage(
            Map.of(
                "diameter.reconnect-first", "100ms",
                "diameter.reconnect-ceiling", "500ms",
                "diameter.fail-back", "0s",
                "journal.retry-interval", "1s"));
    charging = console.logIn("charging");
    bank = new PhoneBank(console.stage.port()).patience(60);
  }

  @AfterEach
  void stop() {
    bank.close();
    console.close();
  }

  @Test
  void throughOutagesOfTheCdfAndTheOcsAllSayTheSame() throws IOException {
    Phone bob = bank.phone("bob");
    Call before = bank.phone("alice").call(bob.uri());
    assertThat(before.status()).isEqualTo(200);
    message("erin");
    allSayTheSame("while all is well", Map.of("pending", 0.0, "open", 1.0, "delivered", 1.0));

    console.stage.lab().cdfNode().stop();
    peerIs("cdf.lab.tollgate.example", false);
    message("frank");
    Call during = bank.phone("carol").call(bank.phone("dave").uri());
    assertThat(during.status()).isEqualTo(200);
    allSayTheSame("while the CDF is away", Map.of("pending", 2.0, "open", 2.0, "delivered", 2.0));

    console.stage.lab().ocsNode().stop();
    peerIs("ocs.lab.tollgate.example", false);
    assertThat(bank.phone("grace").call(bank.phone("heidi").uri()).status())
        .isGreaterThanOrEqualTo(400);
    allSayTheSame("while both are away", Map.of("open", 2.0, "refused", 1.0));

    console.stage.lab().cdfNode().start();
    console.stage.lab().ocsNode().start();
    peerIs("cdf.lab.tollgate.example", true);
    peerIs("ocs.lab.tollgate.example", true);
    allSayTheSame("once both are back", Map.of("pending", 0.0, "open", 2.0));

    console.stage.lab().faults().add(FaultText.parse("rf EVENT code:5004 x1"));
    message("ivan");
    allSayTheSame("with a dead letter", Map.of("dead", 1.0, "delivered", 3.0));

    before.bye();
    during.bye();
    allSayTheSame("when the calls are over", Map.of("pending", 0.0, "open", 0.0, "dead", 1.0));
  }

  private void message(String to) {
    Phone called = bank.phone(to).answering(200);
    assertThat(
            bank.phone("from-" + to)
                .request(called.uri(), "MESSAGE", "", "text/plain", "hello")
                .status())
        .isEqualTo(200);
  }

  private void peerIs(String host, boolean open) {
    Await.until(
        () ->
            metric("tollgate_diameter_peer_state{peer=\"" + host + "\",state=\"OPEN\"}")
                == (open ? 1 : 0),
        host + (open ? " to be open" : " to be away"));
  }

  /** They are asked one after the other while things move: so until they have come to rest. */
  private void allSayTheSame(String moment, Map<String, Double> expected) {
    List<String> last = new ArrayList<>();
    boolean same =
        Await.within(
            Duration.ofMinutes(1),
            () -> {
              last.clear();
              last.addAll(differences(expected));
              return last.isEmpty();
            });
    assertThat(last).as(moment).isEmpty();
    assertThat(same).as(moment).isTrue();
  }

  private List<String> differences(Map<String, Double> expected) {
    Map<String, Map<String, Double>> facts = new TreeMap<>();
    console(facts);
    metrics(facts);
    journal(facts);
    ledger(facts);
    List<String> differences = new ArrayList<>();
    facts.forEach(
        (fact, said) -> {
          if (said.values().stream().distinct().count() != 1) {
            differences.add(fact + ": " + said);
          }
        });
    expected.forEach(
        (fact, value) -> {
          Map<String, Double> said = Objects.requireNonNull(facts.get(fact), fact);
          if (!said.containsValue(value)) {
            differences.add(fact + ": " + said + " (expected: " + value + ")");
          }
        });
    return differences;
  }

  private static void say(
      Map<String, Map<String, Double>> facts, String fact, String who, double value) {
    facts.computeIfAbsent(fact, each -> new TreeMap<>()).put(who, value);
  }

  private void console(Map<String, Map<String, Double>> facts) {
    Map<?, ?> overview = object(console.get("/api/v1/overview").body());
    Map<?, ?> journal = object(overview.get("journal"));
    Map<?, ?> services = object(overview.get("services"));
    Map<?, ?> outcomes = object(services.get("outcomes"));
    say(facts, "pending", "console", number(journal.get("pending")));
    say(facts, "dead", "console", number(journal.get("deadLetters")));
    say(facts, "closings", "console", number(journal.get("openSessions")));
    say(facts, "acknowledged", "console", number(journal.get("acknowledged")));
    say(facts, "open", "console", number(object(overview.get("calls")).get("openSessions")));
    say(facts, "refused", "console", number(services.get("refused")));
    say(facts, "delivered", "console", number(outcomes.get("delivered")));
    say(facts, "ended", "console", number(outcomes.get("ended")));
    for (Object each : (List<?>) Objects.requireNonNull(overview.get("peers"))) {
      Map<?, ?> peer = object(each);
      say(facts, "peer " + peer.get("host"), "console", "open".equals(peer.get("state")) ? 1 : 0);
    }
    List<?> alarms = (List<?>) Objects.requireNonNull(overview.get("alarms"));
    say(
        facts,
        "alarm of dead letters",
        "console",
        alarms.stream().anyMatch(each -> "dead letters".equals(object(each).get("name"))) ? 1 : 0);
    List<?> letters =
        (List<?>) new Json().toType(charging.get("/api/v1/dead-letters").body(), Object.class);
    say(facts, "dead", "list of dead letters", letters.size());
  }

  private void metrics(Map<String, Map<String, Double>> facts) {
    say(facts, "pending", "metrics", metric("tollgate_journal_pending"));
    say(facts, "dead", "metrics", metric("tollgate_journal_dead_letters"));
    say(facts, "closings", "metrics", metric("tollgate_journal_open_sessions"));
    say(facts, "acknowledged", "metrics", metric("tollgate_journal_acknowledged_total"));
    say(facts, "refused", "metrics", sum("tollgate_charging_refusals_total\\{.*"));
    say(facts, "delivered", "metrics", sum("tollgate_services_total\\{outcome=\"delivered\".*"));
    say(facts, "ended", "metrics", sum("tollgate_services_total\\{outcome=\"ended\".*"));
    for (String host : List.of("cdf.lab.tollgate.example", "ocs.lab.tollgate.example")) {
      say(
          facts,
          "peer " + host,
          "metrics",
          metric("tollgate_diameter_peer_state{peer=\"" + host + "\",state=\"OPEN\"}"));
    }
    say(
        facts,
        "alarm of dead letters",
        "metrics",
        metric("tollgate_journal_alarm{alarm=\"DEAD_LETTERS\"}"));
  }

  private double metric(String name) {
    return sum(Pattern.quote(name));
  }

  private double sum(String name) {
    Matcher lines =
        Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(console.get("/metrics").body());
    return lines.results().mapToDouble(line -> Double.parseDouble(line.group(1))).sum();
  }

  /** The file itself, read as any other program would. */
  private void journal(Map<String, Map<String, Double>> facts) {
    Path file = console.stage.application().settingsInForce().settings().journalFile();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
        Statement query = connection.createStatement()) {
      say(facts, "pending", "journal", count(query, "pending"));
      say(facts, "dead", "journal", count(query, "dead_letter"));
      say(facts, "closings", "journal", count(query, "open_session"));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static double count(Statement query, String table) throws SQLException {
    try (ResultSet row = query.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getDouble(1);
    }
  }

  private void ledger(Map<String, Map<String, Double>> facts) {
    History history = console.stage.application().history();
    say(facts, "open", "ledger", with(history, Outcome.OPEN));
    say(facts, "refused", "ledger", with(history, Outcome.REFUSED));
    say(facts, "delivered", "ledger", with(history, Outcome.DELIVERED));
    say(facts, "ended", "ledger", with(history, Outcome.ENDED));
    double waiting = 0;
    double dead = 0;
    for (SessionRow row : history.search(Search.all())) {
      for (RequestRow request : history.session(row.id()).orElseThrow().requests()) {
        waiting +=
            request.state() == RequestRow.State.SENT || request.state() == RequestRow.State.STORED
                ? 1
                : 0;
        dead += request.state() == RequestRow.State.DEAD ? 1 : 0;
      }
    }
    say(facts, "pending", "ledger", waiting);
    say(facts, "dead", "ledger", dead);
  }

  private static double with(History history, Outcome outcome) {
    return history.count(Search.all().outcome(outcome)).sessions();
  }

  private static Map<?, ?> object(@Nullable Object value) {
    return value instanceof String json
        ? (Map<?, ?>) new Json().toType(json, Object.class)
        : (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static double number(@Nullable Object value) {
    return value == null ? 0 : ((Number) value).doubleValue();
  }
}
