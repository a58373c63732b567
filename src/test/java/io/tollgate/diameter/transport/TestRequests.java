package io.tollgate.diameter.transport;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import java.time.Duration;
import java.util.List;

/** Requests and settings for the tests of transports. */
public final class TestRequests {
  public static final LocalNode NODE =
      new LocalNode("tollgate.example.com", "example.com", List.of(), 0, "Tollgate", 1_700_000_000);

  /** Short, so that a test sees reconnects and watchdogs soon. */
  public static final PeerTimers TIMERS =
      new PeerTimers(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(6),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ZERO,
          Duration.ofSeconds(1));

  private TestRequests() {}

  public static TransportConfig config(PeerConfig... peers) {
    return TransportConfig.outbound(NODE, "example.com", List.of(peers), TIMERS);
  }

  public static OutboundRequest acr(DiameterTransport transport, String session) {
    Avps body =
        new AvpWriter()
            .integer32(BaseAvps.ACCOUNTING_RECORD_TYPE, 2)
            .unsigned32(BaseAvps.ACCOUNTING_RECORD_NUMBER, 0)
            .unsigned32(BaseAvps.ACCT_APPLICATION_ID, 3)
            .toAvps();
    return request(transport, ChargingInterface.CH1, Commands.ACCOUNTING.code(), session, body);
  }

  public static OutboundRequest ccr(DiameterTransport transport, String session) {
    Avps body =
        new AvpWriter()
            .unsigned32(BaseAvps.AUTH_APPLICATION_ID, 4)
            .text(CreditControlAvps.SERVICE_CONTEXT_ID, "IM@example.com")
            .integer32(CreditControlAvps.CC_REQUEST_TYPE, 1)
            .unsigned32(CreditControlAvps.CC_REQUEST_NUMBER, 0)
            .toAvps();
    return request(transport, ChargingInterface.CH2, Commands.CREDIT_CONTROL.code(), session, body);
  }

  public static OutboundRequest with(OutboundRequest request, Route route) {
    return new OutboundRequest(
        request.target(),
        request.command(),
        request.sessionId(),
        request.body(),
        route,
        request.failover(),
        request.retransmission(),
        request.endToEnd(),
        request.timeout(),
        request.urgency());
  }

  /** A CCR of that CC-Request-Type and number. */
  public static OutboundRequest ccr(
      DiameterTransport transport, String session, int type, int number, Urgency urgency) {
    Avps body =
        new AvpWriter()
            .unsigned32(BaseAvps.AUTH_APPLICATION_ID, 4)
            .text(CreditControlAvps.SERVICE_CONTEXT_ID, "IM@example.com")
            .integer32(CreditControlAvps.CC_REQUEST_TYPE, type)
            .unsigned32(CreditControlAvps.CC_REQUEST_NUMBER, number)
            .toAvps();
    return new OutboundRequest(
        ChargingInterface.CH2,
        Commands.CREDIT_CONTROL.code(),
        session,
        body,
        Route.ANY,
        Failover.IF_NOT_PROCESSED,
        false,
        transport.newEndToEnd(),
        Duration.ofSeconds(10),
        urgency);
  }

  public static OutboundRequest with(OutboundRequest request, Failover failover) {
    return new OutboundRequest(
        request.target(),
        request.command(),
        request.sessionId(),
        request.body(),
        request.route(),
        failover,
        request.retransmission(),
        request.endToEnd(),
        request.timeout(),
        request.urgency());
  }

  public static OutboundRequest with(OutboundRequest request, Duration timeout) {
    return new OutboundRequest(
        request.target(),
        request.command(),
        request.sessionId(),
        request.body(),
        request.route(),
        request.failover(),
        request.retransmission(),
        request.endToEnd(),
        timeout,
        request.urgency());
  }

  public static OutboundRequest replayed(OutboundRequest request) {
    return new OutboundRequest(
        request.target(),
        request.command(),
        request.sessionId(),
        request.body(),
        request.route(),
        request.failover(),
        true,
        request.endToEnd(),
        request.timeout(),
        request.urgency());
  }

  /** A RAR as an OCS sends it. */
  public static Message rar(String session, String originHost) {
    return serverRequest(
        Commands.RE_AUTH.code(),
        0x01000001,
        new AvpWriter()
            .text(BaseAvps.SESSION_ID, session)
            .text(BaseAvps.ORIGIN_HOST, originHost)
            .text(BaseAvps.ORIGIN_REALM, "example.com")
            .text(BaseAvps.DESTINATION_REALM, "example.com")
            .text(BaseAvps.DESTINATION_HOST, "tollgate.example.com")
            .unsigned32(BaseAvps.AUTH_APPLICATION_ID, 4)
            .integer32(BaseAvps.RE_AUTH_REQUEST_TYPE, 0)
            .toAvps());
  }

  public static Message serverRequest(int command, int hopByHop, Avps avps) {
    return new Message(
        Message.REQUEST | Message.PROXIABLE, command, 4, hopByHop, hopByHop + 1, avps);
  }

  private static OutboundRequest request(
      DiameterTransport transport,
      ChargingInterface target,
      int command,
      String session,
      Avps body) {
    return new OutboundRequest(
        target,
        command,
        session,
        body,
        Route.ANY,
        Failover.ANY,
        false,
        transport.newEndToEnd(),
        Duration.ofSeconds(10));
  }
}
