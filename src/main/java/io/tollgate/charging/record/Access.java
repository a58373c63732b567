package io.tollgate.charging.record;

import org.jspecify.annotations.Nullable;

/**
 * How the user came to the network, as the network says.
 *
 * @param network value of P-Access-Network-Info (RFC 7315 4.4; Access-Network-Information 1263)
 * @param cellular value of Cellular-Network-Info (TS 24.229 7.2.15; 3924)
 * @param visited P-Visited-Network-ID (RFC 7315 4.3; IMS-Visited-Network-Identifier 2713)
 * @param instance {@code +sip.instance} of the Contact (RFC 5626 4.1; Instance-Id 3402)
 * @param routingNumber {@code rn} of a ported number (RFC 4694 5; 2024)
 * @param carrier {@code cic}, the carrier that was chosen (RFC 4694 5; 2023)
 */
public record Access(
    @Nullable String network,
    @Nullable String cellular,
    @Nullable String visited,
    @Nullable String instance,
    @Nullable String routingNumber,
    @Nullable String carrier) {

  /** Nothing is known of it. */
  public static final Access NONE = new Access(null, null, null, null, null, null);
}
