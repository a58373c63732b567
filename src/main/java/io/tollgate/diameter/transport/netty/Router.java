package io.tollgate.diameter.transport.netty;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses the peer for a request. Belongs to the event loop. */
final class Router {
  private final Map<String, Peer> byHost;
  private final Map<ChargingInterface, List<List<Peer>>> byPriority =
      new EnumMap<>(ChargingInterface.class);
  private final DoubleSupplier random;
  private final NamedPeers named;

  /**
   * @param random values in 0..1, for the weights
   */
  Router(List<Peer> peers, NamedPeers named, DoubleSupplier random) {
    this.random = random;
    this.named = named;
    this.byHost =
        peers.stream()
            .collect(Collectors.toMap(peer -> key(peer.host()), p -> p, (a, b) -> a, HashMap::new));
    for (ChargingInterface target : ChargingInterface.values()) {
      TreeMap<Integer, List<Peer>> levels = new TreeMap<>(Comparator.naturalOrder());
      for (Peer peer : peers) {
        if (peer.config().interfaces().contains(target)) {
          levels.computeIfAbsent(peer.config().priority(), level -> new ArrayList<>()).add(peer);
        }
      }
      byPriority.put(target, List.copyOf(levels.values()));
    }
  }

  @Nullable Peer find(String host) {
    return byHost.get(key(host));
  }

  /** A peer that is made now starts connecting; requests for it fare as if it were down. */
  private @Nullable Peer findOrMake(String host) {
    Peer peer = find(host);
    if (peer == null) {
      peer = named.make(host);
      if (peer != null) {
        byHost.put(key(host), peer);
        peer.connect();
      }
    }
    return peer;
  }

  /** The best peer that can take it now and has not failed it before, or null. */
  @Nullable Peer choose(PendingRequest pending, long now) {
    Route route = pending.request().route();
    boolean known = false;
    for (String host : route.hosts()) {
      Peer peer = findOrMake(host);
      known |= peer != null;
      if (peer != null && peer.takes(pending, now, false)) {
        return peer;
      }
    }
    if (known && route.onlyHosts()) {
      return null;
    }
    List<List<Peer>> levels = levels(pending.request().target(), route.tier());
    // Peers on probation after a failure, and busy ones, are better than none.
    Peer peer = choose(levels, pending, now, true);
    return peer != null ? peer : choose(levels, pending, now, false);
  }

  /** Whether a peer is up that could take it but for its limits. */
  boolean isOverloaded(PendingRequest pending, long now) {
    for (List<Peer> level : byPriority(pending.request().target())) {
      for (Peer peer : level) {
        if (peer.isUp(pending.request().target()) && !peer.hasRoom(now)) {
          return true;
        }
      }
    }
    return false;
  }

  private List<List<Peer>> levels(ChargingInterface target, Route.Tier tier) {
    List<List<Peer>> all = byPriority(target);
    return switch (tier) {
      case ANY -> all;
      case PRIMARY -> all.size() > 1 ? all.subList(0, 1) : all;
      case SECONDARY -> all.size() > 1 ? all.subList(1, all.size()) : all;
    };
  }

  private List<List<Peer>> byPriority(ChargingInterface target) {
    return byPriority.getOrDefault(target, List.of());
  }

  private @Nullable Peer choose(
      List<List<Peer>> levels, PendingRequest pending, long now, boolean onlyTrusted) {
    for (List<Peer> level : levels) {
      Peer peer = byWeight(level, pending, now, onlyTrusted);
      if (peer != null) {
        return peer;
      }
    }
    return null;
  }

  private @Nullable Peer byWeight(
      List<Peer> level, PendingRequest pending, long now, boolean onlyTrusted) {
    if (level.size() == 1) {
      Peer only = level.get(0);
      return only.takes(pending, now, onlyTrusted) ? only : null;
    }
    double total = 0;
    Peer chosen = null;
    for (Peer peer : level) {
      if (peer.takes(pending, now, onlyTrusted)) {
        total += peer.config().weight();
        if (random.getAsDouble() * total < peer.config().weight()) {
          chosen = peer;
        }
      }
    }
    return chosen;
  }

  private static String key(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
