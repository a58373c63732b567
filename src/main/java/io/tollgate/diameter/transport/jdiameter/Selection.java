package io.tollgate.diameter.transport.jdiameter;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Chooses the peer for a request: the hosts of its route, then priority, then weight. */
final class Selection {

  private final List<PeerLink> links;

  Selection(Collection<PeerLink> links) {
    this.links = List.copyOf(links);
  }

  @Nullable PeerLink choose(Exchange exchange) {
    Route route = exchange.request().route();
    boolean named = false;
    for (String host : route.hosts()) {
      for (PeerLink link : links) {
        if (link.config().host().equalsIgnoreCase(host)) {
          named = true;
          if (takes(link, exchange)) {
            return link;
          }
        }
      }
    }
    return named && route.onlyHosts() ? null : byPriority(exchange);
  }

  /** Whether a peer is up that could take it but for its limits. */
  boolean isOverloaded(Exchange exchange) {
    return links.stream()
        .anyMatch(link -> link.isUp(exchange.request().target()) && !link.hasRoom());
  }

  /** What to write into Destination-Host: the first host of the route that the peer can reach. */
  static @Nullable String destinationHost(Exchange exchange, PeerLink chosen) {
    List<String> hosts = exchange.request().route().hosts();
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
