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
  private boolean begun;

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
    long now = nanos.getAsLong();
    for (AlarmCatalogue alarm : AlarmCatalogue.values()) {
      String text = ofJournal.get(alarm.name());
      String said = text == null ? says(alarm) : text;
      if (said == null) {
        since.remove(alarm);
      } else if (now - since.computeIfAbsent(alarm, each -> now) >= alarm.after().toNanos()) {
        on.put(alarm, said);
      }
    }
    begun = true;
    return on;
  }

  /**
   * Null while its condition does not hold. The journal tells of its own; each of the others is
   * looked at here, and the compiler finds one that is forgotten.
   */
  private @Nullable String says(AlarmCatalogue alarm) {
    return switch (alarm) {
      case DISK_FAILED,
          FILE_DAMAGED,
          REDO_DAMAGED,
          RECORDS_COLLIDE,
          RECORDS_LOST,
          RECORD_UNWRITABLE,
          USAGE_NOT_KEPT,
          BACKLOG_HIGH,
          BACKLOG_CRITICAL,
          RECORDS_DROPPED,
          DEAD_LETTERS,
          DELIVERY_STOPPED ->
          null;
      case LEDGER_DIFFERENCE -> above("sessions differ", gauge("tollgate.ledger.different"), 0);
      case HISTORY_FAILED -> while1("tollgate.ledger.failing", "the history cannot be written");
      case HISTORY_MISSED ->
          above(
              "events missed in ten minutes",
              most(grown("tollgate.ledger.missed", meter -> true, TEN_MINUTES)),
              0);
      case HISTORY_DAMAGED ->
          while1("tollgate.ledger.damaged", "the history was damaged and begins anew");
      case DEFERRED_DAMAGED ->
          while1("tollgate.deferred.damaged", "the file of deferred messages was damaged");
      case CDR_FAILED -> while1("tollgate.cdr.failing", "charging data records cannot be written");
      case CDR_NOT_PUSHED -> while1("tollgate.cdr.unpushed", "cdr.push does not take a file");
      case CLUSTER_LEASE ->
          gauge("tollgate.cluster.lease.held") == 0 ? "the lease is not renewed" : null;
      case CLUSTER_LOCAL ->
          while1("tollgate.cluster.local", "services go on with records of this server's own");
      case NOT_READY -> gauge("tollgate.ready") == 0 ? "no new sessions are let in" : null;
      case PEER_DOWN -> peersDown();
      case OCS_OUTAGE ->
          above(
              "requests a second without an answer of an OCS",
              perSecond(
                  grown(
                      "tollgate.charging.incidents",
                      meter ->
                          is(meter, "interface", "ro")
                              && (is(meter, "kind", "undelivered")
                                  || is(meter, "kind", "timed-out")),
                      FIVE_MINUTES),
                  FIVE_MINUTES),
              0.1);
      case SLOW_CHARGING -> above("seconds to an answer in the mean", latency(), 0.5);
      case UNANSWERED ->
          above(
              "requests a second without an answer",
              perSecond(
                  grown("tollgate.diameter.unanswered", meter -> true, FIVE_MINUTES, "peer"),
                  FIVE_MINUTES),
              0.1);
      case CHARGING_REFUSED ->
          above(
              "refusals a second",
              perSecond(
                  grown(
                      "tollgate.charging.incidents",
                      meter ->
                          is(meter, "kind", "refused")
                              && !is(meter, "code", "4010")
                              && !is(meter, "code", "4012"),
                      TEN_MINUTES,
                      "interface",
                      "code"),
                  TEN_MINUTES),
              0.1);
      case OVERLOAD ->
          above(
              "requests a second refused",
              perSecond(
                  grown("tollgate.sip.overload.refused", meter -> true, FIVE_MINUTES, "limit"),
                  FIVE_MINUTES),
              0);
      case HEAP_FULL ->
          above("of the heap is used", heap("jvm.memory.used") / heap("jvm.memory.max"), 0.95);
      case FILES_SHORT ->
          above(
              "of the file descriptors are open",
              gauge("process.files.open") / gauge("process.files.max"),
              0.9);
    };
  }

  private @Nullable String while1(String gauge, String text) {
    return gauge(gauge) == 1 ? text : null;
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

  private static double most(Map<String, Double> grown) {
    return grown.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static double perSecond(Map<String, Double> grown, long window) {
    return most(grown) / Duration.ofNanos(window).toSeconds();
  }

  /** By how much a counter has grown within the time, for each combination of these tags. */
  private Map<String, Double> grown(
      String name, Predicate<Meter> which, long window, String... tags) {
    Map<String, Double> sums = new TreeMap<>();
    add(meters.find(name).counters(), which, Counter::count, tags, sums);
    add(meters.find(name).functionCounters(), which, FunctionCounter::count, tags, sums);
    sums.replaceAll((key, total) -> grown(name + " " + window + key, total, window));
    return sums;
  }

  private static <M extends Meter> void add(
      Iterable<M> all,
      Predicate<Meter> which,
      ToDoubleFunction<M> value,
      String[] tags,
      Map<String, Double> sums) {
    for (M meter : all) {
      if (which.test(meter)) {
        StringBuilder key = new StringBuilder();
        for (String tag : tags) {
          key.append(' ').append(meter.getId().getTag(tag));
        }
        sums.merge(key.toString(), value.applyAsDouble(meter), Double::sum);
      }
    }
  }

  /** By how much a total has grown within the time. */
  private double grown(String key, double total, long window) {
    long now = nanos.getAsLong();
    Deque<Sample> samples = totals.computeIfAbsent(key, each -> new ArrayDeque<>());
    if (samples.isEmpty() && begun) {
      // One that was not there at the last look has grown from nothing.
      samples.addLast(new Sample(now, 0));
    } else if (samples.isEmpty() || now - samples.getLast().at() >= SAMPLED) {
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
