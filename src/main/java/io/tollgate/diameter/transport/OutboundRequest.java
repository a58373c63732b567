package io.tollgate.diameter.transport;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.avp.Avps;
import java.time.Duration;

/**
 * A request to send. The transport itself writes the header, Session-Id, Origin-Host, Origin-Realm,
 * Destination-Realm and, where a host was asked for, Destination-Host: they depend on the peer that
 * is chosen. The body holds every AVP after those, encoded once and kept for re-sending.
 *
 * @param retransmission sets the T flag from the first transmission on: a replay (RFC 6733 3)
 * @param endToEnd the End-to-End Identifier to keep, from {@link DiameterTransport#newEndToEnd}
 * @param timeout bound on the whole exchange, all re-sends included
 * @param urgency what it is worth when the server is overloaded
 * @param dialect how the body is written for the server that it goes to
 */
public record OutboundRequest(
    ChargingInterface target,
    int command,
    String sessionId,
    Avps body,
    Route route,
    Failover failover,
    boolean retransmission,
    int endToEnd,
    Duration timeout,
    Urgency urgency,
    Dialect dialect) {

  /** A request that is written for all servers the same. */
  public OutboundRequest(
      ChargingInterface target,
      int command,
      String sessionId,
      Avps body,
      Route route,
      Failover failover,
      boolean retransmission,
      int endToEnd,
      Duration timeout,
      Urgency urgency) {
    this(
        target,
        command,
        sessionId,
        body,
        route,
        failover,
        retransmission,
        endToEnd,
        timeout,
        urgency,
        Dialect.NONE);
  }

  /** A request of a session under way. */
  public OutboundRequest(
      ChargingInterface target,
      int command,
      String sessionId,
      Avps body,
      Route route,
      Failover failover,
      boolean retransmission,
      int endToEnd,
      Duration timeout) {
    this(
        target,
        command,
        sessionId,
        body,
        route,
        failover,
        retransmission,
        endToEnd,
        timeout,
        Urgency.UNDER_WAY);
  }
}
