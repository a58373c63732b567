package io.tollgate.charging.record;

import java.util.List;

/**
 * Charging functions named by P-Charging-Function-Addresses (RFC 7315 5.6): the first is the
 * primary, the second the secondary; empty means the configured ones.
 */
public record PeerHints(List<String> ccf, List<String> ecf) {

  public static final PeerHints NONE = new PeerHints(List.of(), List.of());

  public PeerHints {
    ccf = List.copyOf(ccf);
    ecf = List.copyOf(ecf);
  }
}
