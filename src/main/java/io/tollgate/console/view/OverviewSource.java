package io.tollgate.console.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.tollgate.alarm.AlarmBook;
import io.tollgate.console.view.Overview.Alarm;
import io.tollgate.console.view.Overview.Calls;
import io.tollgate.console.view.Overview.Journal;
import io.tollgate.console.view.Overview.Messages;
import io.tollgate.console.view.Overview.Peer;
import io.tollgate.console.view.Overview.Services;
import io.tollgate.console.view.Overview.Setup;
import io.tollgate.console.web.Formats;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Reads the overview from the meters, so that console and metrics cannot say different things. */
public final class OverviewSource {
  private final MeterRegistry meters;
  private final Supplier<String> state;
  private final Supplier<String> problem;
  private final IntSupplier openSessions;
  private final Supplier<List<PeerView>> peers;
  private final AlarmBook alarms;
  private final String version;

  /**
   * @param problem empty if nothing is wrong
   */
  public OverviewSource(
      MeterRegistry meters,
      Supplier<String> state,
      Supplier<String> problem,
      IntSupplier openSessions,
      Supplier<List<PeerView>> peers,
      AlarmBook alarms,
      String version) {
    this.meters = meters;
    this.state = state;
    this.problem = problem;
    this.openSessions = openSessions;
    this.peers = peers;
    this.alarms = alarms;
    this.version = version;
  }

  public Overview now() {
    return new Overview(
        version,
        state.get(),
        problem.get(),
        new Calls(
            openSessions.getAsInt(),
            gauge("tollgate.sip.application.sessions"),
            gauge("tollgate.sip.legs"),
            gauge("tollgate.conferences"),
            gauge("tollgate.charging.credit.sessions"),
            total("tollgate.sip.overload.refused")),
        setup(),
        new Services(
            services(),
            counted("tollgate.charging.refusals"),
            counted("tollgate.charging.cut"),
            counted("tollgate.charging.uncharged")),
        new Messages(
            gauge("tollgate.msrp.sessions"),
            gauge("tollgate.msrp.legs"),
            gauge("tollgate.msrp.connections"),
            gauge("tollgate.msrp.queued.bytes")),
        peers(),
        journal(),
        alarms());
  }

  /** How many set-ups took up to so many milliseconds, since the start. */
  record SetUps(TreeMap<Double, Double> within, double count, double totalMillis) {}

  /** Of all services together: the buckets are those that Prometheus gets. */
  SetUps setUps() {
    TreeMap<Double, Double> within = new TreeMap<>();
    double count = 0;
    double total = 0;
    for (Timer timer : meters.find("tollgate.setup.time").timers()) {
      HistogramSnapshot snapshot = timer.takeSnapshot();
      count += snapshot.count();
      total += snapshot.total(TimeUnit.MILLISECONDS);
      for (CountAtBucket bucket : snapshot.histogramCounts()) {
        within.merge(bucket.bucket(TimeUnit.MILLISECONDS), bucket.count(), Double::sum);
      }
    }
    return new SetUps(within, count, total);
  }

  private Setup setup() {
    SetUps all = setUps();
    double count = all.count();
    return count == 0
        ? new Setup(0, Double.NaN, Double.NaN, Double.NaN)
        : new Setup(
            count,
            all.totalMillis() / count,
            quantile(all.within(), count, 0.5),
            quantile(all.within(), count, 0.95));
  }

  /** As histogram_quantile of Prometheus has it: evenly spread within a bucket. */
  static double quantile(TreeMap<Double, Double> within, double count, double share) {
    double wanted = share * count;
    double lower = 0;
    double below = 0;
    for (Map.Entry<Double, Double> bucket : within.entrySet()) {
      if (bucket.getValue() >= wanted) {
        double here = bucket.getValue() - below;
        double width = bucket.getKey() - lower;
        return Double.isFinite(width) && here > 0 ? lower + width * (wanted - below) / here : lower;
      }
      lower = bucket.getKey();
      below = bucket.getValue();
    }
    return lower;
  }

  /** How many of each outcome, of all services together. */
  private Map<String, Long> services() {
    Map<String, Long> outcomes = new TreeMap<>();
    for (Counter counter : meters.find("tollgate.services").counters()) {
      outcomes.merge(
          Objects.requireNonNullElse(counter.getId().getTag("outcome"), "?").replace('-', ' '),
          (long) counter.count(),
          Long::sum);
    }
    return outcomes;
  }

  private double counted(String name) {
    return meters.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }

  public List<Peer> peers() {
    List<Peer> all = new ArrayList<>();
    for (PeerView peer : peers.get()) {
      all.add(
          new Peer(
              peer.host(),
              peer.interfaces().stream()
                  .map(each -> each.name().equals("CH1") ? "Rf" : "Ro")
                  .sorted()
                  .toList(),
              state(peer.state()),
              peer.held(),
              peer.outstanding(),
              ofPeer("tollgate.diameter.requests", peer),
              ofPeer("tollgate.diameter.resends", peer),
              ofPeer("tollgate.diameter.unanswered", peer),
              latency(peer),
              answers(peer)));
    }
    return all;
  }

  private static String state(PeerState state) {
    return switch (state) {
      case DOWN -> "down";
      case CONNECTING -> "connecting";
      case OPEN -> "open";
      case SUSPECT -> "does not answer";
      case REOPEN -> "back, on probation";
      case CLOSING -> "taking leave";
      case HELD -> "taken down by an operator";
    };
  }

  private double ofPeer(String name, PeerView peer) {
    return meters.find(name).tag("peer", peer.host()).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private double latency(PeerView peer) {
    Collection<Timer> timers =
        meters.find("tollgate.diameter.latency").tag("peer", peer.host()).timers();
    long count = timers.stream().mapToLong(Timer::count).sum();
    return count == 0
        ? Double.NaN
        : timers.stream().mapToDouble(timer -> timer.totalTime(TimeUnit.MILLISECONDS)).sum()
            / count;
  }

  private Map<String, Long> answers(PeerView peer) {
    Map<String, Long> answers = new TreeMap<>();
    for (Counter counter :
        meters.find("tollgate.diameter.answers").tag("peer", peer.host()).counters()) {
      answers.put(
          Objects.requireNonNullElse(counter.getId().getTag("result"), "?"),
          (long) counter.count());
    }
    return answers;
  }

  public Journal journal() {
    return new Journal(
        meters.find("tollgate.journal.pending").gauge() != null,
        gauge("tollgate.journal.pending"),
        gauge("tollgate.journal.open.sessions"),
        gauge("tollgate.journal.dead.letters"),
        gauge("tollgate.journal.oldest.seconds"),
        gauge("tollgate.journal.buffered"),
        gauge("tollgate.journal.fill"),
        total("tollgate.journal.acknowledged"),
        total("tollgate.journal.retransmitted"),
        total("tollgate.journal.refused"),
        total("tollgate.journal.dropped"));
  }

  private List<Alarm> alarms() {
    return alarms.look().stream()
        .map(
            raised ->
                new Alarm(
                    raised.alarm().id(),
                    AlarmLine.name(raised.alarm()),
                    Formats.word(raised.alarm().severity()),
                    raised.alarm().condition(),
                    raised.alarm().effect(),
                    raised.text(),
                    raised.alarm().whatToDo(),
                    raised.since(),
                    raised.acknowledgedBy(),
                    raised.acknowledgedAt()))
        .toList();
  }

  private double gauge(String name) {
    Gauge gauge = meters.find(name).gauge();
    return gauge == null ? Double.NaN : gauge.value();
  }

  private double total(String name) {
    return meters.find(name).functionCounters().stream().mapToDouble(FunctionCounter::count).sum();
  }
}
