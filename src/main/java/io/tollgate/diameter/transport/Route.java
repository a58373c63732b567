package io.tollgate.diameter.transport;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request is to go.
 *
 * @param server the host that has the session: it gets the request, directly or through agents, and
 *     is named by Destination-Host however it goes (RFC 6733 6.1, 6.5)
 * @param hosts charging functions to try first, in order, as P-Charging-Function-Addresses names
 *     them (RFC 7315 4.5); those that are not peers are reached through agents, if there are any
 * @param tier which configured peers come after them
 * @param beyond whether they do
 */
public record Route(@Nullable String server, List<String> hosts, Tier tier, Beyond beyond) {

  /** Any peer of the interface, by priority and weight. */
  public static final Route ANY = new Route(null, List.of(), Tier.ANY, Beyond.ALWAYS);

  public Route {
    hosts = List.copyOf(hosts);
  }

  /**
   * @param onlyHosts leave the configured peers out if one of the hosts is a peer, be it up or down
   */
  public Route(List<String> hosts, Tier tier, boolean onlyHosts) {
    this(null, hosts, tier, onlyHosts ? Beyond.UNLESS_KNOWN : Beyond.ALWAYS);
  }

  public static Route named(List<String> hosts, Tier tier) {
    return hosts.isEmpty() && tier == Tier.ANY ? ANY : new Route(null, hosts, tier, Beyond.ALWAYS);
  }

  /** To the server that has the session, and to no other. */
  public static Route toServer(String host) {
    return new Route(host, List.of(), Tier.ANY, Beyond.NEVER);
  }

  /** To the server that has the session; should it fail, another may take the session over. */
  public static Route toServerFirst(String host) {
    return new Route(host, List.of(), Tier.ANY, Beyond.ALWAYS);
  }

  /** Whether the configured peers come after those that are named. */
  public enum Beyond {
    ALWAYS,
    /** Not if one of the hosts is a peer, be it up or down. */
    UNLESS_KNOWN,
    NEVER
  }

  /** A part of the configured peers. */
  public enum Tier {
    ANY,
    /** Those of the best priority that is configured. */
    PRIMARY,
    /** Those of the other priorities; all of them if there is only one. */
    SECONDARY
  }
}
