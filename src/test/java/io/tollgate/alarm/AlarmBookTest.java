package io.tollgate.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.alarm.AlarmBook.Event;
import io.tollgate.alarm.AlarmBook.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Alarms as the server itself knows them: raised once, acknowledged, cleared, remembered. */
class AlarmBookTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

  private final Map<AlarmCatalogue, String> holding = new EnumMap<>(AlarmCatalogue.class);
  private final AtomicLong nanos = new AtomicLong();
  private final AlarmBook book =
      new AlarmBook(() -> new EnumMap<>(holding), () -> NOON.plusNanos(nanos.get()));
  private final List<Event> heard = new ArrayList<>();

  private List<String> turns() {
    return heard.stream().map(event -> event.alarm() + " " + event.turn()).toList();
  }

  @Test
  void anAlarmIsToldOnceWhenItIsRaisedAndOnceWhenItIsOver() {
    book.listen(heard::add);
    assertThat(book.look()).isEmpty();
    holding.put(AlarmCatalogue.DEAD_LETTERS, "1 dead letter");
    assertThat(book.look()).hasSize(1);
    holding.put(AlarmCatalogue.DEAD_LETTERS, "2 dead letters");
    assertThat(book.look().get(0).text()).isEqualTo("2 dead letters");
    holding.clear();
    assertThat(book.look()).isEmpty();
    assertThat(book.look()).isEmpty();
    assertThat(turns()).containsExactly("DEAD_LETTERS RAISED", "DEAD_LETTERS CLEARED");
  }

  @Test
  void whoTakesNoteOfAnAlarmIsNamedUntilItIsOver() {
    holding.put(AlarmCatalogue.PEER_DOWN, "not in use: cdf");
    book.look();
    nanos.set(Duration.ofMinutes(5).toNanos());
    assertThat(book.acknowledge("TollgatePeerDown", "alice")).isTrue();
    assertThat(book.look().get(0).acknowledgedBy()).isEqualTo("alice");
    assertThat(book.look().get(0).since()).isEqualTo(NOON);
    assertThat(book.acknowledge("TollgateDeadLetters", "alice")).as("not on").isFalse();
    assertThat(book.acknowledge("nothing", "alice")).isFalse();
    holding.clear();
    book.look();
    holding.put(AlarmCatalogue.PEER_DOWN, "not in use: cdf");
    assertThat(book.look().get(0).acknowledgedBy()).as("another time, another alarm").isNull();
    assertThat(book.history().stream().map(Event::turn))
        .containsExactly(Turn.RAISED, Turn.CLEARED, Turn.ACKNOWLEDGED, Turn.RAISED);
  }

  @Test
  void theHistoryHasABound() {
    for (int i = 0; i < 2_000; i++) {
      holding.put(AlarmCatalogue.OVERLOAD, "x");
      book.look();
      holding.clear();
      book.look();
    }
    assertThat(book.history()).hasSize(1_000);
  }

  // The conditions

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Map<String, String> journal = new HashMap<>();
  private final Map<String, AtomicLong> values = new HashMap<>();
  private final AlarmConditions conditions = new AlarmConditions(meters, () -> journal, nanos::get);

  private AtomicLong gauge(String name, String... tags) {
    return values.computeIfAbsent(
        name + String.join(",", tags),
        each -> {
          AtomicLong value = new AtomicLong();
          Gauge.builder(name, value, AtomicLong::get).tags(tags).register(meters);
          return value;
        });
  }

  private void pass(long minutes) {
    for (int i = 0; i < minutes * 6; i++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
      conditions.get();
    }
  }

  @Test
  void whatTheJournalSaysIsAnAlarmAtOnce() {
    journal.put("DISK_FAILED", "no space left");
    assertThat(conditions.get()).containsEntry(AlarmCatalogue.DISK_FAILED, "no space left");
    journal.clear();
    assertThat(conditions.get()).isEmpty();
  }

  @Test
  void whatNeedNotLastIsAnAlarmAtTheFirstLookWhateverTheClockDoes() {
    gauge("tollgate.cluster.lease.held");
    AlarmConditions ticking = new AlarmConditions(meters, () -> journal, nanos::incrementAndGet);
    assertThat(ticking.get()).containsKey(AlarmCatalogue.CLUSTER_LEASE);
  }

  @Test
  void aPeerThatIsNotInUseForAMinuteIsNamed() {
    gauge("tollgate.diameter.peer.state", "peer", "cdf", "state", "OPEN").set(1);
    AtomicLong ocs = gauge("tollgate.diameter.peer.state", "peer", "ocs", "state", "OPEN");
    assertThat(conditions.get()).isEmpty();
    pass(1);
    assertThat(conditions.get()).containsEntry(AlarmCatalogue.PEER_DOWN, "not in use: ocs");
    ocs.set(1);
    assertThat(conditions.get()).isEmpty();
  }

  @Test
  void ratesAreThoseOfTheLastMinutesAlone() {
    Counter unanswered =
        meters.counter("tollgate.diameter.unanswered", "peer", "ocs", "interface", "CH2");
    Counter incidents =
        meters.counter(
            "tollgate.charging.incidents", "interface", "ro", "kind", "timed-out", "code", "0");
    Counter refused =
        meters.counter(
            "tollgate.charging.incidents", "interface", "ro", "kind", "refused", "code", "5031");
    Counter overload = meters.counter("tollgate.sip.overload.refused", "limit", "rate");
    unanswered.increment(1_000_000);
    conditions.get();
    pass(6);
    assertThat(conditions.get()).as("what was before does not count").isEmpty();
    for (int i = 0; i < 12 * 60; i++) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
      unanswered.increment();
      incidents.increment();
      refused.increment();
      overload.increment();
      conditions.get();
    }
    pass(4);
    assertThat(conditions.get())
        .containsKeys(
            AlarmCatalogue.UNANSWERED,
            AlarmCatalogue.OCS_OUTAGE,
            AlarmCatalogue.CHARGING_REFUSED,
            AlarmCatalogue.OVERLOAD);
    pass(12);
    assertThat(conditions.get()).isEmpty();
  }

  @Test
  void statesOfTheServerAreAlarmsOnceTheyLast() {
    gauge("tollgate.ready");
    gauge("tollgate.ledger.different").set(3);
    gauge("tollgate.ledger.failing").set(1);
    gauge("jvm.memory.used", "area", "heap").set(99);
    gauge("jvm.memory.max", "area", "heap").set(100);
    gauge("process.files.open").set(95);
    gauge("process.files.max").set(100);
    meters
        .timer("tollgate.diameter.latency", "peer", "ocs", "interface", "CH2")
        .record(Duration.ofSeconds(2));
    Counter missed = meters.counter("tollgate.ledger.missed");
    assertThat(conditions.get()).containsOnlyKeys(AlarmCatalogue.LEDGER_DIFFERENCE);
    missed.increment();
    assertThat(conditions.get()).containsKey(AlarmCatalogue.HISTORY_MISSED);
    for (int i = 0; i < 6 * 6; i++) {
      meters
          .timer("tollgate.diameter.latency", "peer", "ocs", "interface", "CH2")
          .record(Duration.ofSeconds(2));
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
      conditions.get();
    }
    assertThat(conditions.get())
        .containsOnlyKeys(
            AlarmCatalogue.LEDGER_DIFFERENCE,
            AlarmCatalogue.HISTORY_FAILED,
            AlarmCatalogue.HISTORY_MISSED,
            AlarmCatalogue.NOT_READY,
            AlarmCatalogue.SLOW_CHARGING,
            AlarmCatalogue.HEAP_FULL,
            AlarmCatalogue.FILES_SHORT);
    assertThat(conditions.get()).containsKey(AlarmCatalogue.NOT_READY);
    values.values().forEach(value -> value.set(0));
    gauge("tollgate.ready").set(1);
    gauge("jvm.memory.max", "area", "heap").set(100);
    pass(16);
    assertThat(conditions.get()).isEmpty();
  }
}
