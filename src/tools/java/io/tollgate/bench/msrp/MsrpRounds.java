package io.tollgate.bench.msrp;

import static java.util.Objects.requireNonNull;

import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.session.NettyMsrpPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rounds: for each size of body, each way in turn, and medians of what was delivered. */
public final class MsrpRounds {
  private static final int CONNECTIONS = 8;
  private static final int RECEIVERS = 50;
  private static final int WARM_UP = 15;

  /** Kamailio carries no frames beyond 10 KiB. */
  private static final int MOST_OF_KAMAILIO = 8 * 1024;

  private static final int SIZE_WITH_ONE_STUCK = 2048;
  private static final int LATENCY_SECONDS = Integer.getInteger("bench.seconds", 5);
  private final int rounds = Integer.getInteger("bench.rounds", 5);
  private final long millis = Long.getLong("bench.millis", 2000);

  public void run() throws Exception {
    try (NettyMsrpPlane plane = NettyMsrpPlane.start(MsrpConfig.loopback(MsrpLimits.DEFAULT))) {
      for (int size : new int[] {200, 2048, 65_536}) {
        size(plane, size);
      }
      latency(plane);
    }
  }

  private void size(NettyMsrpPlane plane, int size) throws Exception {
    byte[] body = Frames.text(size);
    List<Carriage> ways = new ArrayList<>();
    ways.add(Carriages.direct(CONNECTIONS, body));
    ways.add(Carriages.rawCopy(CONNECTIONS, body));
    Optional<Path> kamailio = Kamailio.program();
    boolean compared = kamailio.isPresent() && size <= MOST_OF_KAMAILIO;
    if (compared) {
      Kamailio relay = Kamailio.start(kamailio.get());
      ways.add(Carriages.kamailio(relay, CONNECTIONS, body).with(relay));
    } else if (size <= MOST_OF_KAMAILIO) {
      System.out.println("msrp-relay-vs-kamailio is not measured: Kamailio is not installed");
    }
    ways.add(Carriages.relay(plane, CONNECTIONS, body));
    ways.add(Carriages.fanOut(plane, RECEIVERS, body));
    boolean withStuck = size == SIZE_WITH_ONE_STUCK;
    if (withStuck) {
      ways.add(Carriages.fanOutOneStuck(plane, RECEIVERS, body));
    }
    Map<String, double[]> rates = new LinkedHashMap<>();
    ways.forEach(way -> rates.put(way.name(), new double[rounds]));
    System.out.printf(
        "%d octets, %d connections, messages delivered per second%n", size, CONNECTIONS);
    for (Carriage way : ways) {
      warmUp(way);
    }
    for (int round = 0; round < rounds; round++) {
      StringBuilder line = new StringBuilder("round " + (round + 1) + ":");
      for (Carriage way : ways) {
        double rate = way.measure(millis);
        line.append(String.format(Locale.ROOT, " %s %.0f", way.name(), rate));
        of(rates, way.name())[round] = rate;
      }
      System.out.println(line);
    }
    for (Carriage way : ways) {
      way.close();
    }
    ratio("msrp-relay-vs-raw-copy-" + size, of(rates, "relay"), of(rates, "raw copy"));
    if (compared) {
      ratio("msrp-relay-vs-kamailio-" + size, of(rates, "relay"), of(rates, "kamailio"));
    }
    ratio("msrp-fan-out-vs-relay-" + size, of(rates, "fan-out"), of(rates, "relay"));
    if (withStuck) {
      ratio(
          "msrp-one-stuck-vs-none-" + size,
          of(rates, "fan-out with one stuck"),
          of(rates, "fan-out"));
    }
  }

  private static double[] of(Map<String, double[]> rates, String way) {
    return requireNonNull(rates.get(way));
  }

  private void latency(NettyMsrpPlane plane) throws IOException {
    double[] relay = new double[rounds];
    double[] raw = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      double rawCopy = Carriages.latency(plane, false, LATENCY_SECONDS);
      double relayed = Carriages.latency(plane, true, LATENCY_SECONDS);
      System.out.printf(
          Locale.ROOT, "p99 at 10,000/s: raw copy %.3f ms, relay %.3f ms%n", rawCopy, relayed);
      if (round >= 0) {
        raw[round] = rawCopy;
        relay[round] = relayed;
      }
    }
    double[] added = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      added[round] = relay[round] - raw[round];
    }
    Arrays.sort(added);
    System.out.printf(
        Locale.ROOT,
        "RATIO msrp-added-p99-ms-200 %.3f (%.3f %.3f)%n",
        median(relay) - median(raw),
        added[0],
        added[rounds - 1]);
  }

  /** Until it gets no faster: the compiler has done its work. */
  private void warmUp(Carriage way) throws InterruptedException {
    double best = 0;
    int since = 0;
    for (int i = 0; i < WARM_UP && since < 3; i++) {
      double rate = way.measure(millis);
      since = rate > best * 1.05 ? 0 : since + 1;
      best = Math.max(best, rate);
    }
    System.out.printf(Locale.ROOT, "warm-up: %s %.0f%n", way.name(), best);
  }

  /** Of medians; of the single rounds least and greatest beside it. */
  private static void ratio(String name, double[] of, double[] to) {
    double[] single = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      single[i] = of[i] / to[i];
    }
    Arrays.sort(single);
    System.out.printf(
        Locale.ROOT,
        "RATIO %s %.2f (%.2f %.2f)%n",
        name,
        median(of) / median(to),
        single[0],
        single[single.length - 1]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
