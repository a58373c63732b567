package io.tollgate.bench.calls;

import io.tollgate.harness.Ports;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server for each variant, all up at once, and the peers that they charge to. */
final class Contest implements AutoCloseable {
  private static final String HEAP = "1g";
  private static final long SLOW_MILLIS = 50;

  private final Map<Contender, ServerProcess> servers = new LinkedHashMap<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  static Contest of(Collection<Contender> contenders) throws IOException {
    Contest contest = new Contest();
    try {
      YesPeers peers = contest.keep(YesPeers.start(0));
      for (Contender each : contenders) {
        contest.servers.put(each, contest.keep(contest.server(each, peers)));
      }
      return contest;
    } catch (IOException e) {
      contest.close();
      throw e;
    }
  }

  private ServerProcess server(Contender each, YesPeers peers) throws IOException {
    return switch (each.variant()) {
      case PLAIN -> ServerProcess.plain(HEAP);
      case BARE -> ServerProcess.bare(each.classPath(), HEAP);
      case OFF -> tollgate(each, List.of("charging.mode=off"));
      case RF -> tollgate(each, peers.offline(each.id()));
      case RF_RO -> tollgate(each, peers.both(each.id()));
      case RF_RO_NO_HISTORY -> tollgate(each, plus(peers.both(each.id()), "ledger.enabled=false"));
      case RF_CDF_DOWN -> tollgate(each, YesPeers.offlineAway(each.id(), Ports.free()));
      case RF_SLOW_RO -> tollgate(each, keep(YesPeers.start(SLOW_MILLIS)).both(each.id()));
    };
  }

  private static List<String> plus(List<String> settings, String more) {
    List<String> all = new ArrayList<>(settings);
    all.add(more);
    return all;
  }

  private static ServerProcess tollgate(Contender each, List<String> settings) throws IOException {
    return ServerProcess.tollgate(each.classPath(), HEAP, List.of(), settings);
  }

  private <T extends AutoCloseable> T keep(T each) {
    open.push(each);
    return each;
  }

  ServerProcess server(Contender each) {
    ServerProcess server = servers.get(each);
    if (server == null) {
      throw new IllegalArgumentException(each.id() + " does not take part");
    }
    return server;
  }

  /** What a variant does when it is its turn. */
  interface Turn {
    void take(int round, Contender each, ServerProcess server)
        throws IOException, InterruptedException;
  }

  /** Each variant once in a round, and each round another one first. */
  void turns(int rounds, Turn turn) throws IOException, InterruptedException {
    List<Contender> order = new ArrayList<>(servers.keySet());
    for (int round = 1; round <= rounds; round++) {
      for (Contender each : order) {
        turn.take(round, each, server(each));
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
