package io.tollgate.diameter.transport.netty;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.command.Applications;
import io.tollgate.diameter.transport.LocalNode;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the capabilities exchange says (RFC 6733 5.3). */
final class Capabilities {
  private static final long RELAY = 0xFFFF_FFFFL;
  private static final long TGPP = 10415;

  private Capabilities() {}

  /**
   * Applications 3 and 4 are IETF's own, so that they stand in Acct- and Auth-Application-Id and
   * never in Vendor-Specific-Application-Id (RFC 6733 6.11); the 3GPP AVPs are announced by
   * Supported-Vendor-Id.
   */
  static Avps ours(LocalNode node, Set<ChargingInterface> interfaces, InetAddress local) {
    AvpWriter out = new AvpWriter();
    identity(out, node);
    List<InetAddress> addresses =
        node.hostAddresses().isEmpty() ? List.of(local) : node.hostAddresses();
    addresses.forEach(address -> out.address(BaseAvps.HOST_IP_ADDRESS, address));
    out.unsigned32(BaseAvps.VENDOR_ID, node.vendorId())
        .text(BaseAvps.PRODUCT_NAME, node.productName())
        .unsigned32(BaseAvps.ORIGIN_STATE_ID, node.originStateId())
        .unsigned32(BaseAvps.SUPPORTED_VENDOR_ID, TGPP);
    if (interfaces.contains(ChargingInterface.CH2)) {
      out.unsigned32(BaseAvps.AUTH_APPLICATION_ID, Applications.CREDIT_CONTROL);
    }
    if (interfaces.contains(ChargingInterface.CH1)) {
      out.unsigned32(BaseAvps.ACCT_APPLICATION_ID, Applications.ACCOUNTING);
    }
    return out.toAvps();
  }

  static void identity(AvpWriter out, LocalNode node) {
    out.text(BaseAvps.ORIGIN_HOST, node.originHost())
        .text(BaseAvps.ORIGIN_REALM, node.originRealm());
  }

  /** The interfaces a peer's CER or CEA offers. */
  static Set<ChargingInterface> offered(Avps capabilities) {
    Set<Long> auth = new HashSet<>(capabilities.unsigneds32(BaseAvps.AUTH_APPLICATION_ID));
    Set<Long> acct = new HashSet<>(capabilities.unsigneds32(BaseAvps.ACCT_APPLICATION_ID));
    for (Avps specific : capabilities.groups(BaseAvps.VENDOR_SPECIFIC_APPLICATION_ID)) {
      auth.addAll(specific.unsigneds32(BaseAvps.AUTH_APPLICATION_ID));
      acct.addAll(specific.unsigneds32(BaseAvps.ACCT_APPLICATION_ID));
    }
    Set<ChargingInterface> offered = EnumSet.noneOf(ChargingInterface.class);
    if (isRelay(capabilities) || acct.contains((long) Applications.ACCOUNTING)) {
      offered.add(ChargingInterface.CH1);
    }
    if (isRelay(capabilities) || auth.contains((long) Applications.CREDIT_CONTROL)) {
      offered.add(ChargingInterface.CH2);
    }
    return offered;
  }

  /** Whether the peer forwards what it does not serve (RFC 6733 2.4). */
  static boolean isRelay(Avps capabilities) {
    return capabilities.unsigneds32(BaseAvps.AUTH_APPLICATION_ID).contains(RELAY)
        || capabilities.unsigneds32(BaseAvps.ACCT_APPLICATION_ID).contains(RELAY);
  }
}
