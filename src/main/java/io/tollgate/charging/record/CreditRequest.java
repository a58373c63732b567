package io.tollgate.charging.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One CH-2 request, ready for a CCR.
 *
 * @param number CC-Request-Number: 0 for INITIAL and EVENT, rising afterwards
 * @param action with EVENT only
 * @param terminationCause with TERMINATION only
 * @param refundInformation with REFUND_ACCOUNT, if the debit's answer carried it (2022)
 */
public record CreditRequest(
    String sessionId,
    CreditRequestType type,
    long number,
    Instant eventTime,
    @Nullable RequestedAction action,
    List<ServiceUsage> services,
    @Nullable TerminationCause terminationCause,
    @Nullable Octets refundInformation,
    ServiceInformation service,
    PeerHints peers) {

  public CreditRequest {
    services = List.copyOf(services);
  }
}
