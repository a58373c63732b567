package io.tollgate.diameter.transport.jdiameter;

import io.tollgate.diameter.command.Applications;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.TransportConfig;
import java.util.Map;
import org.jdiameter.api.ApplicationId;
import org.jdiameter.api.Configuration;
import org.jdiameter.client.impl.helpers.AppConfiguration;
import org.jdiameter.client.impl.helpers.ExtensionPoint;
import org.jdiameter.client.impl.helpers.Parameters;
import org.jdiameter.server.impl.helpers.EmptyConfiguration;

/**
 * The stack's configuration as objects. The stack makes its parts itself, by reflection; this is
 * the one object of ours that it hands to them, so it carries the links to the peers.
 */
final class OwnConfiguration extends EmptyConfiguration {

  /** Nothing listens on it; the local URI must have one. */
  private static final int PORT = 3868;

  private static final int QUEUE = 100_000;

  private final Map<String, PeerLink> links;
  private final TransportConfig transport;

  /**
   * @param links the link of each peer, by its host
   * @param address the local address that connections start from
   */
  OwnConfiguration(TransportConfig transport, Map<String, PeerLink> links, String address) {
    super(true);
    this.transport = transport;
    this.links = Map.copyOf(links);
    ((AppConfiguration) getChildren(Parameters.Extensions.ordinal())[0])
        .add(ExtensionPoint.InternalPeerFsmFactory, SerialPeerFsmFactory.class.getName())
        .add(ExtensionPoint.InternalPeerController, OwnPeerTable.class.getName())
        .add(
            org.jdiameter.server.impl.helpers.ExtensionPoint.InternalNetworkGuard,
            NoListening.class.getName());
    add(Parameters.OwnDiameterURI, "aaa://" + transport.node().originHost() + ":" + PORT);
    add(Parameters.OwnRealm, transport.node().originRealm());
    add(Parameters.OwnVendorID, transport.node().vendorId());
    add(Parameters.OwnProductName, transport.node().productName());
    add(
        org.jdiameter.server.impl.helpers.Parameters.OwnIPAddresses,
        group().add(Parameters.OwnIPAddress, address));
    add(
        Parameters.ApplicationId,
        application(ApplicationId.createByAccAppId(0, Applications.ACCOUNTING)),
        application(ApplicationId.createByAuthAppId(0, Applications.CREDIT_CONTROL)));
    add(Parameters.PeerFSMThreadCount, 1);
    add(Parameters.QueueSize, QUEUE);
    timers();
    peers();
  }

  PeerLink link(String host) {
    PeerLink link = links.get(host);
    if (link == null) {
      throw new IllegalArgumentException("peer: " + host + " (expected: " + links.keySet() + ")");
    }
    return link;
  }

  private void timers() {
    add(Parameters.IacTimeOut, transport.timers().watchdog().toMillis());
    add(Parameters.DwaTimeOut, transport.timers().watchdog().toMillis());
    add(Parameters.CeaTimeOut, transport.timers().capabilities().toMillis());
    add(Parameters.DpaTimeOut, transport.timers().disconnect().toMillis());
    add(Parameters.StopTimeOut, transport.timers().disconnect().toMillis());
    add(Parameters.RecTimeOut, transport.timers().reconnectFirst().toMillis());
  }

  private void peers() {
    add(
        Parameters.PeerTable,
        transport.peers().stream().map(OwnConfiguration::peer).toArray(Configuration[]::new));
    String hosts = String.join(",", transport.peers().stream().map(PeerConfig::host).toList());
    add(
        Parameters.RealmTable,
        group()
            .add(
                Parameters.RealmEntry,
                group()
                    .add(
                        org.jdiameter.server.impl.helpers.Parameters.RealmName, transport.rfRealm())
                    .add(org.jdiameter.server.impl.helpers.Parameters.RealmHosts, hosts)
                    .add(org.jdiameter.server.impl.helpers.Parameters.RealmLocalAction, "LOCAL")
                    .add(
                        Parameters.ApplicationId,
                        application(ApplicationId.createByAccAppId(0, Applications.ACCOUNTING)))));
  }

  private static Configuration peer(PeerConfig peer) {
    return group()
        .add(Parameters.PeerName, "aaa://" + peer.host() + ":" + peer.port())
        .add(Parameters.PeerIp, peer.address())
        .add(Parameters.PeerRating, 1)
        .add(org.jdiameter.server.impl.helpers.Parameters.PeerAttemptConnection, true);
  }

  private static Configuration application(ApplicationId id) {
    return group()
        .add(Parameters.VendorId, id.getVendorId())
        .add(Parameters.AuthApplId, id.getAuthAppId())
        .add(Parameters.AcctApplId, id.getAcctAppId());
  }

  private static AppConfiguration group() {
    return EmptyConfiguration.getInstance();
  }
}
