package io.tollgate.charging.record;

import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One CH-2 request, ready for a CCR.
 *
 * @param number CC-Request-Number: 0 for INITIAL and EVENT, rising afterwards
 * @param action with EVENT only
 * @param terminationCause with TERMINATION only
 * @param refundInformation with REFUND_ACCOUNT, if the debit's answer carried it (2022)
 * @param endToEnd End-to-End Identifier of all its transmissions, also after a failover or a
 *     restart: servers find duplicates by it and by Origin-Host (RFC 6733 3); 0 while it was never
 *     to be sent
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
    PeerHints peers,
    int endToEnd) {

  public CreditRequest {
    services = List.copyOf(services);
  }

  /** One that nobody was to send so far. */
  public CreditRequest(
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
    this(
        sessionId,
        type,
        number,
        eventTime,
        action,
        services,
        terminationCause,
        refundInformation,
        service,
        peers,
        0);
  }

  /** It was sent, or was about to be. */
  public boolean isIdentified() {
    return endToEnd != 0;
  }

  /** Under this identifier from now on, unless it has one. */
  public CreditRequest identified(IntSupplier identifiers) {
    return isIdentified() ? this : with(services, identifiers.getAsInt());
  }

  /** The same request about these services. */
  public CreditRequest withServices(List<ServiceUsage> others) {
    return with(others, endToEnd);
  }

  private CreditRequest with(List<ServiceUsage> about, int identifier) {
    return new CreditRequest(
        sessionId,
        type,
        number,
        eventTime,
        action,
        about,
        terminationCause,
        refundInformation,
        service,
        peers,
        identifier);
  }
}
