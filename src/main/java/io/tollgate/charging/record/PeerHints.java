package io.tollgate.charging.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request is for.
 *
 * @param ccf accounting functions named by P-Charging-Function-Addresses (RFC 7315 5.6), as they
 *     stand there: names, addresses or Diameter URIs. The first is the primary, the second the
 *     secondary; empty means the configured ones
 * @param ecf credit-control functions named there
 * @param server who has the credit-control session; null until the first answer
 */
public record PeerHints(List<String> ccf, List<String> ecf, @Nullable SessionServer server) {

  public static final PeerHints NONE = new PeerHints(List.of(), List.of());

  public PeerHints {
    ccf = List.copyOf(ccf);
    ecf = List.copyOf(ecf);
  }

  public PeerHints(List<String> ccf, List<String> ecf) {
    this(ccf, ecf, null);
  }

  public PeerHints with(@Nullable SessionServer now) {
    return now == null && server == null ? this : new PeerHints(ccf, ecf, now);
  }
}
