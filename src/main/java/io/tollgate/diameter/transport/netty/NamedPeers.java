package io.tollgate.diameter.transport.netty;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerConfig.Wire;
import io.tollgate.diameter.transport.PeerName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Peers nobody configured but others name: charging functions from P-Charging-Function-Addresses
 * (RFC 7315 4.5), and hosts that a redirect agent points to. Only hosts of the operator's own
 * domains, and only so many, because the names come from outside. Belongs to the event loop.
 */
final class NamedPeers {

  /** After all that are configured. */
  static final int PRIORITY = Integer.MAX_VALUE;

  private static final int MOST = 64;
  private static final int DIAMETER_PORT = 3868;
  private static final int DIAMETER_TLS_PORT = 5658;
  private static final int LIMIT = 10_000;

  private final List<String> domains;
  private final List<String> redirectDomains;
  private final boolean tls;
  private final Function<PeerConfig, Peer> maker;
  private int made;

  /**
   * @param realms those our requests go to: a redirect agent may point to any host there
   * @param tls whether they are talked to over TLS: where there are certificates, always
   */
  NamedPeers(
      List<String> domains, List<String> realms, boolean tls, Function<PeerConfig, Peer> maker) {
    this.domains = domains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList();
    this.redirectDomains =
        Stream.concat(
                this.domains.stream(), realms.stream().map(realm -> realm.toLowerCase(Locale.ROOT)))
            .distinct()
            .toList();
    this.tls = tls;
    this.maker = maker;
  }

  /**
   * A new peer of that name, or null when it may not be one.
   *
   * @param vouchedFor a peer of ours points to it
   */
  @Nullable Peer make(PeerName name, boolean vouchedFor) {
    if (made >= MOST
        || name.isAddress()
        || name.wire() == Wire.SCTP
        || !isOurs(name.host(), vouchedFor ? redirectDomains : domains)) {
      return null;
    }
    made++;
    // The port that is named is one for plain TCP, unless the name says that it is for TLS.
    boolean portFits = name.port() != 0 && (!tls || name.wire() == Wire.TLS);
    return maker.apply(
        new PeerConfig(
            name.host(),
            name.host(),
            portFits ? name.port() : tls ? DIAMETER_TLS_PORT : DIAMETER_PORT,
            tls ? Wire.TLS : Wire.TCP,
            Set.of(ChargingInterface.values()),
            PRIORITY,
            1,
            LIMIT,
            0));
  }

  private static boolean isOurs(String host, List<String> domains) {
    return domains.stream().anyMatch(domain -> host.endsWith("." + domain));
  }
}
