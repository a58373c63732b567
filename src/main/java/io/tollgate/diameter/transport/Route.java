package io.tollgate.diameter.transport;

import java.util.List;

/**
 * Where a request is to go.
 *
 * @param hosts DiameterIdentities to try first, in order (P-Charging-Function-Addresses, RFC 7315
 *     4.5, or the host that has the session); those that are not peers are skipped, but become the
 *     Destination-Host of a request that goes through a relay
 * @param tier which configured peers come after them
 * @param onlyHosts leave the configured peers out if one of the hosts is a peer, be it up or down
 */
public record Route(List<String> hosts, Tier tier, boolean onlyHosts) {

  /** Any peer of the interface, by priority and weight. */
  public static final Route ANY = new Route(List.of(), Tier.ANY, false);

  public Route {
    hosts = List.copyOf(hosts);
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
