package io.tollgate.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.tollgate.harness.Await;
import io.tollgate.harness.RaisesAlarm;
import io.tollgate.journal.cli.JournalMain;
import io.tollgate.lab.fault.FaultText;
import io.tollgate.phone.Call;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Request;
import io.tollgate.sip.controlling.ChargedStage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The alarms of a server at which something is broken, and mended again. What lasts for minutes is
 * so by the clock of the test: the meters are those of the server.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenServerIT {
  private static final long STEP = Duration.ofSeconds(10).toNanos();

  private final AtomicLong nanos = new AtomicLong();
  private ChargedStage stage;
  private PhoneBank bank;
  private AlarmConditions conditions;
  private int messages;

  @BeforeAll
  void start() {
    stage =
        new ChargedStage(
            "online",
            "im",
            settings(
                "diameter.reconnect-first", "100ms",
                "diameter.reconnect-ceiling", "500ms",
                "diameter.fail-back", "0s",
                "diameter.online-timeout", "2s",
                "charging.tx-initial", "1s",
                "charging.services", "session=offline",
                "ledger.patience", "1s",
                "ledger.queue", "100",
                "journal.probe-interval", "100ms",
                "journal.scan-interval", "100ms",
                "sip.max-sessions", "1"));
    bank = new PhoneBank(stage.port()).patience(60);
  }

  @AfterAll
  void stop() {
    bank.close();
    stage.close();
  }

  @BeforeEach
  void allIsWell() {
    conditions = new AlarmConditions(stage.application().meters(), this::ofJournal, nanos::get);
    // What the test before has left, like events on their way into the history, comes late.
    boolean well =
        Await.within(
            Duration.ofSeconds(30),
            () -> {
              requeued();
              pass(Duration.ofMinutes(16));
              return conditions.get().isEmpty();
            });
    assertThat(well).as("all is well, but for " + conditions.get()).isTrue();
  }

  private static Map<String, String> settings(String... pairs) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  private Map<String, String> ofJournal() {
    Map<String, String> on = new HashMap<>();
    for (Gauge gauge : stage.application().meters().find("tollgate.journal.alarm").gauges()) {
      if (gauge.value() == 1) {
        on.put(String.valueOf(gauge.getId().getTag("alarm")), "on");
      }
    }
    return on;
  }

  private void pass(Duration time) {
    for (long passed = 0; passed < time.toNanos(); passed += STEP) {
      nanos.addAndGet(STEP);
      conditions.get();
    }
  }

  private void isOn(AlarmCatalogue alarm) {
    Await.until(() -> conditions.get().containsKey(alarm), alarm + " to be raised");
  }

  private void isOver(AlarmCatalogue alarm) {
    Await.until(() -> !conditions.get().containsKey(alarm), alarm + " to be cleared");
  }

  /** The same goes wrong again and again for as long as the alarm wants it to last. */
  private void isRaised(AlarmCatalogue alarm, Runnable again) {
    for (int minutes = 0; minutes <= alarm.after().toMinutes() + 2; minutes += 2) {
      again.run();
      conditions.get();
      pass(Duration.ofMinutes(2));
    }
    assertThat(conditions.get()).containsKey(alarm);
  }

  private void clears(AlarmCatalogue... alarms) {
    Await.until(
        () -> {
          pass(Duration.ofMinutes(16));
          return Collections.disjoint(conditions.get().keySet(), List.of(alarms));
        },
        List.of(alarms) + " to be cleared");
  }

  private List<Request> messages(int count) {
    List<Request> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String to = "to" + messages++;
      sent.add(
          bank.phone("from-" + to)
              .request(bank.phone(to).answering(200).uri(), "MESSAGE", "", "text/plain", "hello"));
    }
    return sent;
  }

  private void all(int status, int count) {
    for (Request each : messages(count)) {
      assertThat(each.status()).isEqualTo(status);
    }
  }

  private void fault(String text) {
    stage.lab().faults().add(FaultText.parse(text));
  }

  private double gauge(String name, String... tags) {
    Gauge gauge = stage.application().meters().find(name).tags(tags).gauge();
    return gauge == null ? Double.NaN : gauge.value();
  }

  private void isOpen(String peer, boolean open) {
    String host = peer + ".lab.tollgate.example";
    Await.until(
        () ->
            gauge("tollgate.diameter.peer.state", "peer", host, "state", "OPEN") == (open ? 1 : 0),
        host + " to be " + (open ? "there" : "away"));
  }

  private Call call() {
    Call call = bank.phone("alice").call(bank.phone("bob").uri());
    assertThat(call.status()).isEqualTo(200);
    return call;
  }

  @Test
  @RaisesAlarm({AlarmCatalogue.PEER_DOWN, AlarmCatalogue.OCS_OUTAGE})
  void anOcsThatIsAway() throws IOException {
    stage.lab().ocsNode().stop();
    isOpen("ocs", false);
    isRaised(AlarmCatalogue.PEER_DOWN, () -> messages(35).forEach(Request::status));
    assertThat(conditions.get()).containsKey(AlarmCatalogue.OCS_OUTAGE);
    stage.lab().ocsNode().start();
    isOpen("ocs", true);
    all(200, 1);
    clears(AlarmCatalogue.PEER_DOWN, AlarmCatalogue.OCS_OUTAGE);
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.SLOW_CHARGING)
  void anOcsThatIsSlow() {
    fault("ro delay:700 x20");
    isRaised(AlarmCatalogue.SLOW_CHARGING, () -> all(200, 1));
    stage.lab().faults().clear();
    all(200, 2);
    clears(AlarmCatalogue.SLOW_CHARGING);
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.UNANSWERED)
  void anOcsThatSaysNothing() {
    fault("ro mute forever");
    isRaised(AlarmCatalogue.UNANSWERED, () -> messages(40).forEach(Request::status));
    stage.lab().faults().clear();
    all(200, 1);
    clears(AlarmCatalogue.UNANSWERED);
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.CHARGING_REFUSED)
  void anOcsThatIsConfiguredWrongly() {
    fault("ro 5031 forever");
    isRaised(AlarmCatalogue.CHARGING_REFUSED, () -> messages(25).forEach(Request::status));
    stage.lab().faults().clear();
    all(200, 1);
    clears(AlarmCatalogue.CHARGING_REFUSED);
  }

  @Test
  @RaisesAlarm({AlarmCatalogue.LEDGER_DIFFERENCE, AlarmCatalogue.DELIVERY_STOPPED})
  void aCdfThatIsAwayWhenASessionEnds() throws IOException {
    Call call = call();
    stage.lab().cdfNode().stop();
    isOpen("cdf", false);
    call.bye();
    isOn(AlarmCatalogue.DELIVERY_STOPPED);
    isOn(AlarmCatalogue.LEDGER_DIFFERENCE);
    stage.lab().cdfNode().start();
    isOpen("cdf", true);
    isOver(AlarmCatalogue.DELIVERY_STOPPED);
    isOver(AlarmCatalogue.LEDGER_DIFFERENCE);
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.DEAD_LETTERS)
  void aCdfThatRefusesARecordForGood() {
    fault("rf STOP 5004 x1");
    call().bye();
    isOn(AlarmCatalogue.DEAD_LETTERS);
    // It is told of before it is on disk.
    Await.until(() -> requeued().equals("1 re-queued"), "the dead letter to be there");
    isOver(AlarmCatalogue.DEAD_LETTERS);
  }

  private String requeued() {
    String file = stage.application().settingsInForce().settings().journalFile().toString();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, UTF_8);
    assertThat(JournalMain.run(file, List.of("requeue", "all"), out, out)).isZero();
    return said.toString(UTF_8).strip();
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.OVERLOAD)
  void aServerWithMoreCallersThanItMayHave() {
    Call call = call();
    isRaised(
        AlarmCatalogue.OVERLOAD,
        () ->
            assertThat(bank.phone("carol").call(bank.phone("dave").uri()).status()).isEqualTo(503));
    call.bye();
    clears(AlarmCatalogue.OVERLOAD);
  }

  /** Another program writes the history, and takes its time. */
  @Test
  @RaisesAlarm(AlarmCatalogue.HISTORY_MISSED)
  void aHistoryThatCannotBeWrittenFastEnough() throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + stage.historyFile());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      Await.until(
          () -> {
            all(200, 10);
            return conditions.get().containsKey(AlarmCatalogue.HISTORY_MISSED);
          },
          "events to be missed");
      statement.execute("ROLLBACK");
    }
    clears(AlarmCatalogue.HISTORY_MISSED);
  }

  @Test
  @RaisesAlarm(AlarmCatalogue.NOT_READY)
  void aServerThatDrains() {
    stage.application().admission().drain();
    isRaised(AlarmCatalogue.NOT_READY, () -> all(503, 1));
    stage.application().admission().undrain();
    assertThat(conditions.get()).doesNotContainKey(AlarmCatalogue.NOT_READY);
  }
}
