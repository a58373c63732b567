package io.tollgate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.LoggedAlarms;
import io.tollgate.journal.charging.ChargingJournal;
import io.tollgate.journal.charging.JournalStatus;
import io.tollgate.journal.store.JournalCounts;
import io.tollgate.journal.store.JournalException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;

/** What operators watch of the journal. While the disk fails, what lies on it is not a number. */
record JournalMeters(ChargingJournal journal, LoggedAlarms alarms, InstantSource clock)
    implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry meters) {
    onDisk(meters, "pending", "Records that wait for their answer", JournalCounts::pending);
    onDisk(meters, "open.sessions", "Sessions with a closing noted", JournalCounts::openSessions);
    onDisk(meters, "dead.letters", "Records refused for good", JournalCounts::deadLetters);
    onDisk(meters, "oldest.seconds", "Age of the oldest record", this::age);
    gauge(meters, "buffered", "Records in memory only: the disk fails", JournalStatus::buffered);
    gauge(meters, "fill", "Share of what the journal may hold", JournalStatus::fill);
    gauge(meters, "on.their.way", "Records in memory", status -> status.delivery().inMemory());
    count(meters, "acknowledged", "Records answered", JournalStatus::acknowledged);
    count(meters, "retransmitted", "Transmissions with T", JournalStatus::retransmitted);
    count(meters, "refused", "Records that became dead letters", JournalStatus::refused);
    count(meters, "dropped", "Records given up for want of room", JournalStatus::dropped);
    for (JournalAlarm alarm : JournalAlarm.values()) {
      Gauge.builder("tollgate.journal.alarm", alarms, all -> all.on().containsKey(alarm) ? 1 : 0)
          .tag("alarm", alarm.name())
          .description("1 while the alarm is on")
          .register(meters);
    }
  }

  private double age(JournalCounts counts) {
    return counts.oldest() == null
        ? 0
        : Duration.between(counts.oldest(), clock.instant()).toSeconds();
  }

  private void onDisk(
      MeterRegistry meters, String name, String text, ToDoubleFunction<JournalCounts> value) {
    Gauge.builder("tollgate.journal." + name, journal, each -> read(each, value))
        .description(text)
        .register(meters);
  }

  private static double read(ChargingJournal journal, ToDoubleFunction<JournalCounts> value) {
    try {
      return value.applyAsDouble(journal.counts());
    } catch (JournalException e) {
      return Double.NaN;
    }
  }

  private void gauge(
      MeterRegistry meters, String name, String text, ToDoubleFunction<JournalStatus> value) {
    Gauge.builder("tollgate.journal." + name, journal, j -> value.applyAsDouble(j.status()))
        .description(text)
        .register(meters);
  }

  private void count(
      MeterRegistry meters, String name, String text, ToDoubleFunction<JournalStatus> value) {
    FunctionCounter.builder(
            "tollgate.journal." + name, journal, j -> value.applyAsDouble(j.status()))
        .description(text)
        .register(meters);
  }
}
