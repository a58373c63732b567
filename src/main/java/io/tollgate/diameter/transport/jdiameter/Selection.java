package io.tollgate.diameter.transport.jdiameter;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.PeerName;
import io.tollgate.diameter.transport.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Chooses the peer for a request: the hosts of its route, then priority, then weight. */
final class Selection {

  private final List<PeerLink> links;

  Selection(Collection<PeerLink> links) {
    this.links = List.copyOf(links);
  }

  /**
   * @param anywhere also to another server than the one that has the session
   */
  @Nullable PeerLink choose(Exchange exchange, boolean anywhere) {
    Route route = exchange.request().route();
    String server = route.server();
    if (server != null) {
      PeerLink link = towards(server, exchange);
      if (link != null || route.beyond() == Route.Beyond.NEVER) {
        return link;
      }
    }
    return anywhere ? beyond(exchange) : null;
  }

  /** Directly, or through an agent. */
  private @Nullable PeerLink towards(String server, Exchange exchange) {
    PeerLink way = null;
    for (PeerLink link : links) {
      if (takes(link, exchange) && link.config().host().equalsIgnoreCase(server)) {
        return link;
      }
      if (way == null && takes(link, exchange) && mayReach(link, server)) {
        way = link;
      }
    }
    return way;
  }

  /** An agent, or a peer that may be one where the server is known through an agent only. */
  private boolean mayReach(PeerLink link, String server) {
    return link.isAgent() || !link.isServer() && !isPeer(server);
  }

  private boolean isPeer(String host) {
    return links.stream().anyMatch(link -> link.config().host().equalsIgnoreCase(host));
  }

  private @Nullable PeerLink beyond(Exchange exchange) {
    Route route = exchange.request().route();
    boolean named = false;
    for (String host : names(route)) {
      for (PeerLink link : links) {
        if (link.config().host().equalsIgnoreCase(host)) {
          named = true;
          if (takes(link, exchange)) {
            return link;
          }
        }
      }
    }
    return named && route.beyond() == Route.Beyond.UNLESS_KNOWN ? null : byPriority(exchange);
  }

  /** Whether a peer is up that could take it but for its limits. */
  boolean isOverloaded(Exchange exchange) {
    return links.stream()
        .anyMatch(link -> link.isUp(exchange.request().target()) && !link.hasRoom());
  }

  private static List<String> names(Route route) {
    return route.hosts().stream()
        .map(PeerName::parse)
        .filter(Objects::nonNull)
        .map(PeerName::host)
        .toList();
  }

  /** What to write into Destination-Host: who has the session, or the peer that the route names. */
  @Nullable String destinationHost(Exchange exchange, PeerLink chosen) {
    Route route = exchange.request().route();
    String server = route.server();
    if (server != null
        && (chosen.config().host().equalsIgnoreCase(server) || mayReach(chosen, server))) {
      return server;
    }
    List<String> hosts = names(route);
    return hosts.stream().anyMatch(chosen.config().host()::equalsIgnoreCase)
        ? chosen.config().host()
        : null;
  }

  private @Nullable PeerLink byPriority(Exchange exchange) {
    for (List<PeerLink> level : levels(exchange)) {
      PeerLink chosen = byWeight(level, exchange);
      if (chosen != null) {
        return chosen;
      }
    }
    return null;
  }

  private Collection<List<PeerLink>> levels(Exchange exchange) {
    ChargingInterface target = exchange.request().target();
    TreeMap<Integer, List<PeerLink>> levels = new TreeMap<>();
    for (PeerLink link : links) {
      if (link.config().interfaces().contains(target)) {
        levels.computeIfAbsent(link.config().priority(), level -> new ArrayList<>()).add(link);
      }
    }
    if (levels.size() < 2) {
      return levels.values();
    }
    return switch (exchange.request().route().tier()) {
      case ANY -> levels.values();
      case PRIMARY -> levels.headMap(levels.firstKey(), true).values();
      case SECONDARY -> levels.tailMap(levels.firstKey(), false).values();
    };
  }

  private static @Nullable PeerLink byWeight(List<PeerLink> level, Exchange exchange) {
    double total = 0;
    PeerLink chosen = null;
    for (PeerLink link : level) {
      if (takes(link, exchange)) {
        total += link.config().weight();
        if (ThreadLocalRandom.current().nextDouble() * total < link.config().weight()) {
          chosen = link;
        }
      }
    }
    return chosen;
  }

  private static boolean takes(PeerLink link, Exchange exchange) {
    return !exchange.wasTried(link) && link.isUp(exchange.request().target()) && link.hasRoom();
  }
}
