package io.tollgate.bench.calls;

import io.tollgate.harness.Ports;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A server for each variant, all up at once, and the peers that they charge to. */
final class Contest implements AutoCloseable {
  private static final String HEAP = "1g";
  private static final long SLOW_MILLIS = 50;

  private final Map<Variant, ServerProcess> servers = new EnumMap<>(Variant.class);
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  static Contest of(Collection<Variant> variants) throws IOException {
    Contest contest = new Contest();
    try {
      YesPeers peers = contest.keep(YesPeers.start(0));
      for (Variant variant : variants) {
        contest.servers.put(variant, contest.keep(contest.server(variant, peers)));
      }
      return contest;
    } catch (IOException e) {
      contest.close();
      throw e;
    }
  }

  private ServerProcess server(Variant variant, YesPeers peers) throws IOException {
    return switch (variant) {
      case BARE -> ServerProcess.bare(HEAP);
      case OFF -> ServerProcess.tollgate(HEAP, List.of("charging.mode=off"));
      case RF -> ServerProcess.tollgate(HEAP, peers.offline(variant.id()));
      case RF_RO -> ServerProcess.tollgate(HEAP, peers.both(variant.id()));
      case RF_CDF_DOWN ->
          ServerProcess.tollgate(HEAP, YesPeers.offlineAway(variant.id(), Ports.free()));
      case RF_SLOW_RO ->
          ServerProcess.tollgate(HEAP, keep(YesPeers.start(SLOW_MILLIS)).both(variant.id()));
    };
  }

  private <T extends AutoCloseable> T keep(T each) {
    open.push(each);
    return each;
  }

  ServerProcess server(Variant variant) {
    ServerProcess server = servers.get(variant);
    if (server == null) {
      throw new IllegalArgumentException(variant + " does not take part");
    }
    return server;
  }

  /** What a variant does when it is its turn. */
  interface Turn {
    void take(int round, Variant variant, ServerProcess server)
        throws IOException, InterruptedException;
  }

  /** Each variant once in a round, and each round another one first. */
  void turns(int rounds, Turn turn) throws IOException, InterruptedException {
    List<Variant> order = new ArrayList<>(servers.keySet());
    for (int round = 1; round <= rounds; round++) {
      for (Variant variant : order) {
        turn.take(round, variant, server(variant));
      }
      Collections.rotate(order, 1);
    }
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
