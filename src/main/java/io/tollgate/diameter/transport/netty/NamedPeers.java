package io.tollgate.diameter.transport.netty;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerConfig.Wire;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Peers nobody configured but a request names: charging functions from
 * P-Charging-Function-Addresses (RFC 7315 4.5). Only hosts of the operator's own domains, and only
 * so many, because the header comes from outside. Belongs to the event loop.
 */
final class NamedPeers {
  private static final int MOST = 64;
  private static final int DIAMETER_PORT = 3868;
  private static final int DIAMETER_TLS_PORT = 5658;
  private static final int LIMIT = 10_000;

  private final List<String> domains;
  private final boolean tls;
  private final Function<PeerConfig, Peer> maker;
  private int made;

  /**
   * @param tls whether they are talked to over TLS: where there are certificates, always
   */
  NamedPeers(List<String> domains, boolean tls, Function<PeerConfig, Peer> maker) {
    this.domains = domains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList();
    this.tls = tls;
    this.maker = maker;
  }

  /** A new peer for the host, or null when it may not be one. */
  @Nullable Peer make(String host) {
    if (domains.isEmpty() || made >= MOST || !isOurs(host.toLowerCase(Locale.ROOT))) {
      return null;
    }
    made++;
    return maker.apply(
        new PeerConfig(
            host,
            host,
            tls ? DIAMETER_TLS_PORT : DIAMETER_PORT,
            tls ? Wire.TLS : Wire.TCP,
            Set.of(ChargingInterface.values()),
            Integer.MAX_VALUE,
            1,
            LIMIT,
            0));
  }

  private boolean isOurs(String host) {
    return host.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
        && domains.stream().anyMatch(domain -> host.endsWith("." + domain));
  }
}
