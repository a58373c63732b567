package io.tollgate.alarm;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of the alarm catalogue, looked at in the server itself: by the same meters and
 * limits as the rules for Prometheus, for those who have no Prometheus.
 */
public final class AlarmConditions implements Supplier<Map<AlarmCatalogue, String>> {
  private static final long FIVE_MINUTES = Duration.ofMinutes(5).toNanos();
  private static final long TEN_MINUTES = Duration.ofMinutes(10).toNanos();

  /** Totals are kept at this distance: rates need no finer one. */
  private static final long SAMPLED = Duration.ofSeconds(5).toNanos();

  private final MeterRegistry meters;
  private final Supplier<Map<String, String>> journal;
  private final LongSupplier nanos;
  private final Map<AlarmCatalogue, Long> since = new EnumMap<>(AlarmCatalogue.class);
  private final Map<String, Deque<Sample>> totals = new TreeMap<>();

  private record Sample(long at, double total) {}

  /**
   * @param journal the alarms of the journal that are on, by name, with their texts
   * @param nanos monotonic time
   */
  public AlarmConditions(
      MeterRegistry meters, Supplier<Map<String, String>> journal, LongSupplier nanos) {
    this.meters = meters;
    this.journal = journal;
    this.nanos = nanos;
  }

  @Override
  public synchronized Map<AlarmCatalogue, String> get() {
    Map<AlarmCatalogue, String> on = new EnumMap<>(AlarmCatalogue.class);
    Map<String, String> ofJournal = journal.get();
    for (AlarmCatalogue alarm : AlarmCatalogue.values()) {
      String text = ofJournal.get(alarm.name());
      String said = text == null ? says(alarm) : text;
      if (said == null) {
        since.remove(alarm);
      } else if (nanos.getAsLong() - since.computeIfAbsent(alarm, each -> nanos.getAsLong())
          >= alarm.after().toNanos()) {
        on.put(alarm, said);
      }
    }
    return on;
  }

  /** Null while its condition does not hold; those of the journal say so themselves. */
  private @Nullable String says(AlarmCatalogue alarm) {
    return switch (alarm) {
      case LEDGER_DIFFERENCE -> above("sessions differ", gauge("tollgate.ledger.different"), 0);
      case HISTORY_FAILED ->
          gauge("tollgate.ledger.failing") == 1 ? "the history cannot be written" : null;
      case HISTORY_MISSED ->
          above(
              "events missed in ten minutes",
              grown("tollgate.ledger.missed", meter -> true, TEN_MINUTES),
              0);
      case NOT_READY -> gauge("tollgate.ready") == 0 ? "no new sessions are let in" : null;
      case PEER_DOWN -> peersDown();
      case OCS_OUTAGE ->
          above(
              "requests a second without an answer of an OCS",
              rate(
                  "tollgate.charging.incidents",
                  meter ->
                      is(meter, "interface", "ro")
                          && (is(meter, "kind", "undelivered") || is(meter, "kind", "timed-out"))),
              0.1);
      case SLOW_CHARGING -> above("seconds to an answer in the mean", latency(), 0.5);
      case UNANSWERED ->
          above(
              "requests a second without an answer",
              rate("tollgate.diameter.unanswered", meter -> true),
              0.1);
      case CHARGING_REFUSED ->
          above(
              "refusals a second",
              grown(
                      "tollgate.charging.incidents",
                      meter ->
                          is(meter, "kind", "refused")
                              && !is(meter, "code", "4010")
                              && !is(meter, "code", "4012"),
                      TEN_MINUTES)
                  / Duration.ofNanos(TEN_MINUTES).toSeconds(),
              0.1);
      case OVERLOAD ->
          above(
              "requests a second refused", rate("tollgate.sip.overload.refused", meter -> true), 0);
      case HEAP_FULL ->
          above("of the heap is used", heap("jvm.memory.used") / heap("jvm.memory.max"), 0.95);
      case FILES_SHORT ->
          above(
              "of the file descriptors are open",
              gauge("process.files.open") / gauge("process.files.max"),
              0.9);
      default -> null;
    };
  }

  private static @Nullable String above(String what, double value, double limit) {
    return value > limit ? String.format(Locale.ROOT, "%.2f %s", value, what) : null;
  }

  private @Nullable String peersDown() {
    TreeMap<String, Boolean> open = new TreeMap<>();
    for (Gauge gauge : meters.find("tollgate.diameter.peer.state").tag("state", "OPEN").gauges()) {
      open.merge(
          String.valueOf(gauge.getId().getTag("peer")), gauge.value() > 0, Boolean::logicalOr);
    }
    open.values().removeIf(isOpen -> isOpen);
    return open.isEmpty() ? null : "not in use: " + String.join(", ", open.keySet());
  }

  private double latency() {
    double slowest = 0;
    for (Timer timer : meters.find("tollgate.diameter.latency").timers()) {
      String key = "latency " + timer.getId().getTags();
      double seconds = grown(key + " s", timer.totalTime(TimeUnit.SECONDS), FIVE_MINUTES);
      double count = grown(key + " n", (double) timer.count(), FIVE_MINUTES);
      slowest = count > 0 ? Math.max(slowest, seconds / count) : slowest;
    }
    return slowest;
  }

  private double rate(String name, Predicate<Meter> which) {
    return grown(name, which, FIVE_MINUTES) / Duration.ofNanos(FIVE_MINUTES).toSeconds();
  }

  private double grown(String name, Predicate<Meter> which, long window) {
    double total =
        sum(meters.find(name).counters(), which, Counter::count)
            + sum(meters.find(name).functionCounters(), which, FunctionCounter::count);
    return grown(name + " " + window, total, window);
  }

  private static <M extends Meter> double sum(
      Iterable<M> all, Predicate<Meter> which, ToDoubleFunction<M> value) {
    double sum = 0;
    for (M meter : all) {
      sum += which.test(meter) ? value.applyAsDouble(meter) : 0;
    }
    return sum;
  }

  /** By how much a total has grown within the time. */
  private double grown(String key, double total, long window) {
    long now = nanos.getAsLong();
    Deque<Sample> samples = totals.computeIfAbsent(key, each -> new ArrayDeque<>());
    if (samples.isEmpty() || now - samples.getLast().at() >= SAMPLED) {
      samples.addLast(new Sample(now, total));
    }
    while (samples.size() > 1 && now - samples.getFirst().at() > window) {
      samples.removeFirst();
    }
    return total - samples.getFirst().total();
  }

  private static boolean is(Meter meter, String tag, String value) {
    return value.equals(meter.getId().getTag(tag));
  }

  private double gauge(String name) {
    Gauge gauge = meters.find(name).gauge();
    return gauge == null ? Double.NaN : gauge.value();
  }

  private double heap(String name) {
    return meters.find(name).tag("area", "heap").gauges().stream()
        .mapToDouble(Gauge::value)
        .filter(value -> value > 0)
        .sum();
  }
}
