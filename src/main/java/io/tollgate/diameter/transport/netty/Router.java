package io.tollgate.diameter.transport.netty;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.PeerName;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses the way of a request. Belongs to the event loop. */
final class Router {
  private final List<Peer> peers;
  private final Map<String, Peer> byHost = new HashMap<>();
  private final Map<ChargingInterface, List<List<Peer>>> byPriority =
      new EnumMap<>(ChargingInterface.class);
  private final DoubleSupplier random;
  private final NamedPeers named;

  /**
   * @param peers grows with the named ones, and changes when the operator changes them
   * @param random values in 0..1, for the weights
   */
  Router(List<Peer> peers, NamedPeers named, DoubleSupplier random) {
    this.peers = peers;
    this.random = random;
    this.named = named;
    peersChanged();
  }

  /** Peers were added to the list, or removed from it. */
  void peersChanged() {
    byHost.clear();
    peers.forEach(peer -> byHost.putIfAbsent(key(peer.host()), peer));
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

  /** The peer of that name, or the one on that interface at that address. */
  private @Nullable Peer find(PeerName name, ChargingInterface target) {
    if (!name.isAddress()) {
      return byHost.get(name.host());
    }
    for (Peer peer : peers) {
      if (peer.isAt(name) && peer.config().interfaces().contains(target)) {
        return peer;
      }
    }
    return null;
  }

  /** A peer that is made now starts connecting; requests for it fare as if it were down. */
  @Nullable Peer findOrMake(PeerName name, ChargingInterface target, boolean vouchedFor) {
    Peer peer = find(name, target);
    if (peer == null) {
      peer = named.make(name, vouchedFor);
      if (peer != null) {
        byHost.put(key(peer.host()), peer);
        peer.connect();
      }
    }
    return peer;
  }

  /**
   * The best way that can be taken now and has not failed the request before, or null. Suspects,
   * peers on probation after a failure, and busy ones, are better than none.
   *
   * @param anywhere also to another server than the one that has the session
   */
  @Nullable Way choose(PendingRequest pending, long now, boolean anywhere) {
    Way way = choose(pending, now, anywhere, true);
    return way != null ? way : choose(pending, now, anywhere, false);
  }

  /** Whether there is a way that leads over no suspect. */
  boolean isTrusted(PendingRequest pending, long now, boolean anywhere) {
    return choose(pending, now, anywhere, true) != null;
  }

  private @Nullable Way choose(
      PendingRequest pending, long now, boolean anywhere, boolean onlyTrusted) {
    Route route = pending.request().route();
    String server = route.server();
    for (PeerName host : pending.redirected()) {
      Peer peer = findOrMake(host, pending.request().target(), true);
      if (peer != null && peer.takes(pending, server, now, onlyTrusted)) {
        return new Way(peer, server);
      }
    }
    if (server != null) {
      Way way = towards(server, mayReach(server), pending, now, onlyTrusted);
      if (way != null || route.beyond() == Route.Beyond.NEVER) {
        return way;
      }
    }
    return anywhere ? beyond(pending, now, onlyTrusted) : null;
  }

  private @Nullable Way beyond(PendingRequest pending, long now, boolean onlyTrusted) {
    Route route = pending.request().route();
    boolean known = false;
    for (String text : route.hosts()) {
      PeerName name = PeerName.parse(text);
      Peer peer = name == null ? null : findOrMake(name, pending.request().target(), false);
      if (peer != null) {
        known = true;
        Way way = towards(peer.host(), Peer::isAgent, pending, now, onlyTrusted);
        if (way != null) {
          return way;
        }
      } else if (name != null && !name.isAddress()) {
        Way way = towards(name.host(), Peer::isAgent, pending, now, onlyTrusted);
        if (way != null) {
          return way;
        }
      }
    }
    if (known && route.beyond() == Route.Beyond.UNLESS_KNOWN) {
      return null;
    }
    Peer peer =
        choose(
            levels(pending.request().target(), route.tier()),
            each -> each.takes(pending, null, now, onlyTrusted));
    return peer == null ? null : new Way(peer, null);
  }

  /** Directly, or through an agent (RFC 6733 5.5.4: through any of them). */
  private @Nullable Way towards(
      String server,
      Predicate<Peer> reaches,
      PendingRequest pending,
      long now,
      boolean onlyTrusted) {
    Peer direct = find(server);
    if (direct != null && direct.takes(pending, server, now, onlyTrusted)) {
      return new Way(direct, server);
    }
    Peer agent =
        choose(
            byPriority(pending.request().target()),
            peer ->
                peer != direct
                    && reaches.test(peer)
                    && peer.takes(pending, server, now, onlyTrusted));
    return agent == null ? null : new Way(agent, server);
  }

  /**
   * Agents forward to the server. Of a server that is no peer of ours we know through an agent: a
   * peer that has not shown what it is may be another one, and answers 3002 if it is not.
   */
  private Predicate<Peer> mayReach(String server) {
    return find(server) == null ? peer -> !peer.isServer() : Peer::isAgent;
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

  private @Nullable Peer choose(List<List<Peer>> levels, Predicate<Peer> takes) {
    for (List<Peer> level : levels) {
      Peer peer = byWeight(level, takes);
      if (peer != null) {
        return peer;
      }
    }
    return null;
  }

  private @Nullable Peer byWeight(List<Peer> level, Predicate<Peer> takes) {
    if (level.size() == 1) {
      Peer only = level.get(0);
      return takes.test(only) ? only : null;
    }
    double total = 0;
    Peer chosen = null;
    for (Peer peer : level) {
      if (takes.test(peer)) {
        double weight = peer.weight();
        total += weight;
        if (random.getAsDouble() * total < weight) {
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
