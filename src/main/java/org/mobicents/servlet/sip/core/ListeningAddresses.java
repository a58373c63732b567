package org.mobicents.servlet.sip.core;

import io.tollgate.trust.Network;
import java.net.InetAddress;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The container's listening points, also found by an IPv6 address. It compares addresses as texts,
 * and knows those of IPv6 without the brackets that they have in a URI and in Via (RFC 3261 25.1),
 * and in their longest form: an answer to its own request would not be for it.
 */
@SuppressWarnings("NullAway") // the container says and takes "none" by null
public final class ListeningAddresses extends SipNetworkInterfaceManagerImpl {

  private ListeningAddresses(SipApplicationDispatcherImpl dispatcher) {
    super(dispatcher);
  }

  /** Before the dispatcher is told of its first listening point. */
  public static void install(SipApplicationDispatcherImpl dispatcher) {
    dispatcher.sipNetworkInterfaceManager = new ListeningAddresses(dispatcher);
    // It has taken hold of the one from before.
    dispatcher.fsm = new DispatcherFSM(dispatcher);
  }

  @Override
  public @Nullable MobicentsExtendedListeningPoint findMatchingListeningPoint(
      javax.sip.address.SipURI wanted, boolean strict) {
    MobicentsExtendedListeningPoint found =
        find(wanted.getHost(), wanted.getPort(), wanted.getTransportParam());
    return found != null ? found : super.findMatchingListeningPoint(wanted, strict);
  }

  @Override
  public @Nullable MobicentsExtendedListeningPoint findMatchingListeningPoint(
      String host, int port, @Nullable String transport) {
    MobicentsExtendedListeningPoint found = find(host, port, transport);
    return found != null ? found : super.findMatchingListeningPoint(host, port, transport);
  }

  private @Nullable MobicentsExtendedListeningPoint find(
      @Nullable String host, int port, @Nullable String transport) {
    InetAddress wanted = host == null || host.indexOf(':') < 0 ? null : Network.address(host);
    if (wanted == null) {
      return null;
    }
    String over = transport == null ? "udp" : transport;
    int at = checkPortRange(port, over);
    Iterator<MobicentsExtendedListeningPoint> points = getExtendedListeningPoints();
    while (points.hasNext()) {
      MobicentsExtendedListeningPoint point = points.next();
      if (point.getPort() == at
          && point.getTransport().equalsIgnoreCase(over)
          && point.getIpAddresses().stream().anyMatch(own -> wanted.equals(Network.address(own)))) {
        return point;
      }
    }
    return null;
  }
}
