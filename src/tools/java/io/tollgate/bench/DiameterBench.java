package io.tollgate.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tollgate.bench.measure.JavaProcess;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.netty.NettyDiameterTransport;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * ACRs with full Service-Information to a peer in another process: our transports beside a plain
 * pipelined NIO client, in turns. Both sides write each ACR from a charging record; the bytes are
 * the same.
 *
 * <p>Closed loop with 200 sessions: messages for each second of this process' CPU time. Open loop
 * with 5,000 a second: the latency from when a message was due.
 */
public final class DiameterBench {
  private static final int SESSIONS = 200;
  private static final int RATE = 5_000;
  private static final int ROUNDS = Integer.getInteger("tollgate.bench.rounds", 5);
  private static final long WARM_MESSAGES = 1_500_000;
  private static final long WARM_NANOS = TimeUnit.SECONDS.toNanos(40);
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Map<String, List<Double>> perCpuSecond = new LinkedHashMap<>();
  private final Map<String, List<Double>> p99 = new LinkedHashMap<>();

  private DiameterBench() {}

  public static void main(String[] args) throws Exception {
    new DiameterBench().run();
  }

  private void run() throws Exception {
    try (JavaProcess server =
        JavaProcess.start(
            List.of("-Xmx256m", "-XX:+UseSerialGC"),
            AnsweringPeer.class,
            List.of(),
            Pattern.compile("^(\\d+)$"))) {
      try (PlainNioClient plain = new PlainNioClient(server.number(1))) {
        Map<String, DiameterTransport> transports = new LinkedHashMap<>();
        transports.put(
            "netty", open(new NettyDiameterTransport(config(server), TransportMetrics.NONE)));
        DiameterTransport other = JdiameterTransports.ifPresent(config(server));
        if (other != null) {
          transports.put("jdiameter", open(other));
        }
        warmUp(plain, transports);
        for (int round = -1; round < ROUNDS; round++) {
          round(round, plain, transports);
        }
        transports.values().forEach(transport -> transport.stop(Duration.ZERO));
      }
    }
    ratios();
  }

  private void round(int round, PlainNioClient plain, Map<String, DiameterTransport> transports)
      throws Exception {
    String name = round < 0 ? "warm-up" : "round " + round;
    closed(round, name, "plain", () -> plain.closedLoop(SESSIONS, ROUND_NANOS));
    for (Map.Entry<String, DiameterTransport> each : transports.entrySet()) {
      TransportLoad load = new TransportLoad(each.getValue());
      closed(round, name, each.getKey(), () -> load.closedLoop(SESSIONS, ROUND_NANOS));
    }
    open(round, name, "plain", plain.openLoop(RATE, ROUND_NANOS));
    for (Map.Entry<String, DiameterTransport> each : transports.entrySet()) {
      open(
          round,
          name,
          each.getKey(),
          new TransportLoad(each.getValue()).openLoop(RATE, ROUND_NANOS));
    }
  }

  /** By messages and not by time, so that a busy machine does not measure the compiler. */
  private static void warmUp(PlainNioClient plain, Map<String, DiameterTransport> transports)
      throws Exception {
    warmUp(() -> plain.closedLoop(SESSIONS, TimeUnit.SECONDS.toNanos(1)));
    for (DiameterTransport transport : transports.values()) {
      TransportLoad load = new TransportLoad(transport);
      warmUp(() -> load.closedLoop(SESSIONS, TimeUnit.SECONDS.toNanos(1)));
    }
  }

  private static void warmUp(Load load) throws Exception {
    long end = System.nanoTime() + WARM_NANOS;
    long messages = 0;
    while (messages < WARM_MESSAGES && System.nanoTime() < end) {
      messages += load.run();
    }
  }

  private interface Load {
    long run() throws Exception;
  }

  private void closed(int round, String name, String who, Load load) throws Exception {
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    long messages = load.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s: closed loop, %s: %.0f messages/s, %.0f per CPU second%n",
        name,
        who,
        messages / seconds,
        messages / cpuSeconds);
    if (round >= 0) {
      perCpuSecond.computeIfAbsent(who, key -> new ArrayList<>()).add(messages / cpuSeconds);
    }
  }

  private void open(int round, String name, String who, long[] latencies) {
    long[] sorted = latencies.clone();
    Arrays.sort(sorted);
    double worst = sorted[(int) (sorted.length * 0.99)] / 1e6;
    System.out.printf(
        Locale.ROOT,
        "%s: open loop %d/s, %s: p50 %.3f ms, p99 %.3f ms%n",
        name,
        RATE,
        who,
        sorted[sorted.length / 2] / 1e6,
        worst);
    if (round >= 0) {
      p99.computeIfAbsent(who, key -> new ArrayList<>()).add(worst);
    }
  }

  private void ratios() {
    ratio("diameter-netty-to-plain-per-cpu-second", perCpuSecond, "netty", "plain");
    ratio("diameter-netty-to-plain-p99", p99, "netty", "plain");
    if (perCpuSecond.containsKey("jdiameter")) {
      ratio("diameter-netty-to-jdiameter-per-cpu-second", perCpuSecond, "netty", "jdiameter");
      ratio("diameter-jdiameter-to-plain-p99", p99, "jdiameter", "plain");
    } else {
      System.out.println("jdiameter: not on the class path, not measured");
    }
  }

  /** The median of the rounds' ratios: what a busy machine does to one round, it does to both. */
  private static void ratio(String name, Map<String, List<Double>> figures, String of, String to) {
    List<Double> first = figures.getOrDefault(of, List.of());
    List<Double> second = figures.getOrDefault(to, List.of());
    double[] ratios = new double[first.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = first.get(i) / second.get(i);
    }
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "RATIO %s %.2f (%.2f %.2f)%n",
        name,
        ratios[ratios.length / 2],
        ratios[0],
        ratios[ratios.length - 1]);
  }

  private static TransportConfig config(JavaProcess server) {
    LocalNode node =
        new LocalNode("tollgate.example.com", "example.com", List.of(), 0, "Tollgate", 1);
    PeerConfig peer =
        PeerConfig.tcp("cdf.example.com", "127.0.0.1", server.number(1), ChargingInterface.CH1);
    return TransportConfig.outbound(node, "example.com", List.of(peer), PeerTimers.DEFAULT);
  }

  private static DiameterTransport open(DiameterTransport transport) throws Exception {
    transport.start((request, peer, reply) -> {});
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (transport.peers().get(0).state() != PeerState.OPEN) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the peer did not open: " + transport.peers());
      }
      LockSupport.parkNanos(1_000_000);
    }
    return transport;
  }
}
