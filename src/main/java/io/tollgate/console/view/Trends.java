package io.tollgate.console.view;

import io.tollgate.console.view.OverviewSource.SetUps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the server did in the last hour: a sample of the overview at equal distances. */
public final class Trends {
  /** From one sample to the next. */
  public static final Duration EVERY = Duration.ofSeconds(10);

  private static final int MOST = 360;
  private static final int MOST_PEERS = 16;

  /**
   * One line of a chart.
   *
   * @param values the oldest first, one for each sample; NaN where there was none
   */
  public record Series(String name, List<Double> values) {
    public Series {
      values = List.copyOf(values);
    }
  }

  /** Lines that are drawn together. */
  public record Chart(String name, String unit, List<Series> series) {
    public Chart {
      series = List.copyOf(series);
    }
  }

  /**
   * All of them.
   *
   * @param until when the last sample was taken; null before the first
   */
  public record Charts(@Nullable Instant until, Duration every, int samples, List<Chart> charts) {
    public Charts {
      charts = List.copyOf(charts);
    }
  }

  private record Sample(Instant at, Overview overview, SetUps setUps) {}

  private record Pair(Sample before, Sample now) {
    double rate(Function<Overview, Double> total) {
      return Math.max(0, total.apply(now.overview()) - total.apply(before.overview()))
          / EVERY.toSeconds();
    }

    /** Of the set-ups between the two. */
    double p95() {
      TreeMap<Double, Double> within = new TreeMap<>(now.setUps().within());
      before.setUps().within().forEach((upTo, count) -> within.merge(upTo, -count, Double::sum));
      double count = now.setUps().count() - before.setUps().count();
      return count <= 0 ? Double.NaN : OverviewSource.quantile(within, count, 0.95);
    }
  }

  private final OverviewSource source;
  private final InstantSource clock;
  private final Deque<Sample> samples = new ArrayDeque<>();

  public Trends(OverviewSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** To be called once in each {@link #EVERY}. */
  public void sample() {
    Sample sample = new Sample(clock.instant(), source.now(), source.setUps());
    synchronized (this) {
      samples.addLast(sample);
      if (samples.size() > MOST) {
        samples.removeFirst();
      }
    }
  }

  public Charts charts() {
    List<Sample> all;
    synchronized (this) {
      all = List.copyOf(samples);
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      pairs.add(new Pair(all.get(Math.max(0, i - 1)), all.get(i)));
    }
    return new Charts(
        all.isEmpty() ? null : all.get(all.size() - 1).at(),
        EVERY,
        all.size(),
        List.of(
            new Chart(
                "Calls and conferences up",
                "",
                List.of(
                    line("Sessions and conferences", pairs, now -> now.calls().openSessions()),
                    line("Conferences", pairs, now -> now.calls().conferences()))),
            new Chart(
                "Begun and refused",
                "a second",
                List.of(
                    rate("Sessions set up", pairs, now -> now.setup().measured()),
                    rate("Refused by charging", pairs, now -> now.services().refused()),
                    rate("Refused for overload", pairs, now -> now.calls().refusedByOverload()))),
            new Chart(
                "Messages outside of sessions",
                "a second",
                List.of(
                    rate("Delivered", pairs, now -> outcome(now, "delivered")),
                    rate("Not delivered", pairs, now -> outcome(now, "undelivered")),
                    rate("Stored", pairs, now -> outcome(now, "stored")))),
            new Chart(
                "Messages in sessions",
                "",
                List.of(
                    line("MSRP parties", pairs, now -> now.messages().parties()),
                    line("MSRP connections", pairs, now -> now.messages().connections()))),
            new Chart(
                "From INVITE to answer, 95 of 100 within",
                "ms",
                List.of(new Series("Set-up", pairs.stream().map(Pair::p95).toList()))),
            new Chart("Requests without an answer, by peer", "", peers(pairs)),
            new Chart(
                "Journal",
                "",
                List.of(
                    line("Records that wait", pairs, now -> now.journal().pending()),
                    line("Dead letters", pairs, now -> now.journal().deadLetters())))));
  }

  private static double outcome(Overview now, String name) {
    return now.services().outcomes().getOrDefault(name, 0L).doubleValue();
  }

  private static Series line(String name, List<Pair> pairs, Function<Overview, Double> value) {
    return new Series(
        name, pairs.stream().map(pair -> value.apply(pair.now().overview())).toList());
  }

  private static Series rate(String name, List<Pair> pairs, Function<Overview, Double> total) {
    return new Series(name, pairs.stream().map(pair -> pair.rate(total)).toList());
  }

  private static List<Series> peers(List<Pair> pairs) {
    if (pairs.isEmpty()) {
      return List.of();
    }
    List<String> hosts =
        pairs.get(pairs.size() - 1).now().overview().peers().stream()
            .map(Overview.Peer::host)
            .limit(MOST_PEERS)
            .toList();
    return hosts.stream().map(host -> line(host, pairs, now -> outstanding(now, host))).toList();
  }

  private static double outstanding(Overview now, String host) {
    return now.peers().stream()
        .filter(peer -> peer.host().equals(host))
        .mapToDouble(Overview.Peer::outstanding)
        .findFirst()
        .orElse(Double.NaN);
  }
}
