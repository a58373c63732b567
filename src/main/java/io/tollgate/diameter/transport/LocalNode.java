package io.tollgate.diameter.transport;

import java.net.InetAddress;
import java.util.List;

/**
 * How this node presents itself in the capabilities exchange (RFC 6733 5.3).
 *
 * @param hostAddresses empty to send the address of the connection itself
 * @param originStateId seconds of the boot time: rises with every restart (RFC 6733 8.16)
 */
public record LocalNode(
    String originHost,
    String originRealm,
    List<InetAddress> hostAddresses,
    long vendorId,
    String productName,
    long originStateId) {}
