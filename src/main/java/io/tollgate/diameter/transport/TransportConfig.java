package io.tollgate.diameter.transport;

import io.tollgate.charging.record.ChargingInterface;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a transport is built from.
 *
 * @param rfRealm Destination-Realm of offline requests
 * @param roRealm Destination-Realm of online requests
 * @param listen where peers may connect to us; null to only connect out
 * @param listenWire what peers that connect to us must use
 * @param tls needed once a peer or the listener uses TLS
 * @param namedPeers domains whose hosts become peers when a route names them
 *     (P-Charging-Function-Addresses); empty to talk to configured peers only
 * @param features what our requests announce, and what answers may hold
 */
public record TransportConfig(
    LocalNode node,
    String rfRealm,
    String roRealm,
    List<PeerConfig> peers,
    PeerTimers timers,
    @Nullable InetSocketAddress listen,
    PeerConfig.Wire listenWire,
    @Nullable TlsConfig tls,
    List<String> namedPeers,
    Features features) {

  /**
   * What our requests announce, and what answers may hold.
   *
   * @param overloadControl that reports of overload are obeyed (RFC 7683)
   * @param priorities DRMP (RFC 7944)
   * @param unknownAvps what becomes of AVPs in answers that are mandatory and not known
   */
  public record Features(boolean overloadControl, boolean priorities, UnknownAvps unknownAvps) {
    public static final Features USUAL = new Features(true, false);

    /** Skips what is not known. */
    public Features(boolean overloadControl, boolean priorities) {
      this(overloadControl, priorities, new UnknownAvps(peer -> true));
    }
  }

  public TransportConfig(
      LocalNode node,
      String rfRealm,
      String roRealm,
      List<PeerConfig> peers,
      PeerTimers timers,
      @Nullable InetSocketAddress listen,
      PeerConfig.Wire listenWire,
      @Nullable TlsConfig tls) {
    this(node, rfRealm, roRealm, peers, timers, listen, listenWire, tls, List.of(), Features.USUAL);
  }

  /** Connects out only, on what the peers say. */
  public static TransportConfig outbound(
      LocalNode node, String realm, List<PeerConfig> peers, PeerTimers timers) {
    return new TransportConfig(node, realm, realm, peers, timers, null, PeerConfig.Wire.TCP, null);
  }

  public TransportConfig withNamedPeers(List<String> domains) {
    return new TransportConfig(
        node, rfRealm, roRealm, peers, timers, listen, listenWire, tls, domains, features);
  }

  public TransportConfig with(Features announced) {
    return new TransportConfig(
        node, rfRealm, roRealm, peers, timers, listen, listenWire, tls, namedPeers, announced);
  }

  public String destinationRealm(ChargingInterface target) {
    return switch (target) {
      case CH1 -> rfRealm;
      case CH2 -> roRealm;
    };
  }
}
