package io.tollgate.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.tollgate.harness.Await;
import io.tollgate.lab.fault.FaultText;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Request;
import io.tollgate.sip.controlling.ChargedStage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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
            Map.of(
                "diameter.reconnect-first", "100ms",
                "diameter.reconnect-ceiling", "500ms",
                "diameter.fail-back", "0s",
                "diameter.online-timeout", "2s",
                "charging.tx-initial", "1s"));
    bank = new PhoneBank(stage.port()).patience(60);
  }

  @AfterAll
  void stop() {
    bank.close();
    stage.close();
  }

  @BeforeEach
  void allIsWell() {
    conditions = new AlarmConditions(stage.application().meters(), Map::of, nanos::get);
    assertThat(conditions.get()).isEmpty();
  }

  private void pass(Duration time) {
    for (long passed = 0; passed < time.toNanos(); passed += STEP) {
      nanos.addAndGet(STEP);
      conditions.get();
    }
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
    pass(Duration.ofMinutes(16));
    assertThat(conditions.get()).doesNotContainKeys(alarms);
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

  private void ocsIsOpen(boolean open) {
    Await.until(
        () ->
            gauge(
                    "tollgate.diameter.peer.state",
                    "peer",
                    "ocs.lab.tollgate.example",
                    "state",
                    "OPEN")
                == (open ? 1 : 0),
        "the OCS to be " + (open ? "there" : "away"));
  }

  @Test
  void anOcsThatIsAway() throws IOException {
    stage.lab().ocsNode().stop();
    ocsIsOpen(false);
    isRaised(AlarmCatalogue.PEER_DOWN, () -> messages(35).forEach(Request::status));
    assertThat(conditions.get()).containsKey(AlarmCatalogue.OCS_OUTAGE);
    stage.lab().ocsNode().start();
    ocsIsOpen(true);
    all(200, 1);
    clears(AlarmCatalogue.PEER_DOWN, AlarmCatalogue.OCS_OUTAGE);
  }

  @Test
  void anOcsThatIsSlow() {
    fault("ro delay:700 x20");
    isRaised(AlarmCatalogue.SLOW_CHARGING, () -> all(200, 1));
    stage.lab().faults().clear();
    all(200, 2);
    clears(AlarmCatalogue.SLOW_CHARGING);
  }

  @Test
  void aServerThatDrains() {
    stage.application().admission().drain();
    isRaised(AlarmCatalogue.NOT_READY, () -> all(503, 1));
    stage.application().admission().undrain();
    assertThat(conditions.get()).doesNotContainKey(AlarmCatalogue.NOT_READY);
  }
}
