package io.tollgate.diameter.freediameter;

import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.DiameterTransportContract.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.RecordType;
import io.tollgate.charging.record.RequestedAction;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.rf.AccountingMapping;
import io.tollgate.diameter.ro.CreditMapping;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.Route;
import io.tollgate.diameter.transport.TestRequests;
import io.tollgate.diameter.transport.TransportConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What every transport says to freeDiameter without a complaint. */
interface FreeDiameterContract {

  DiameterTransport transport(TransportConfig config);

  @Test
  default void freeDiameterTakesEveryMessageAndComplainsAboutNone(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    List<Integer> asked = new CopyOnWriteArrayList<>();
    try (FreeDiameter peer = FreeDiameter.start(folder)) {
      DiameterTransport transport = transport(TestRequests.config(peer.config()));
      transport.start(
          (request, from, reply) -> {
            asked.add(request.command());
            reply.answer(request.command() == Commands.RE_AUTH.code() ? 2002 : 2001, Avps.NONE);
          });
      await("open", () -> transport.peers().get(0).state() == PeerState.OPEN);
      accounting(transport);
      credit(transport);
      oneTimeEvents(transport);
      replay(transport);
      await("RAA", () -> peer.says("CHARGING Re-Auth-Request answered with 2002"));
      await("ASA", () -> peer.says("CHARGING Abort-Session-Request answered with 2001"));
      await("watchdog", () -> peer.says("Device-Watchdog-Answer"));
      assertThat(transport.peers().get(0).state()).isEqualTo(PeerState.OPEN);
      transport.stop(Duration.ofSeconds(1));
      await("DPR", () -> peer.says("Disconnect-Peer-Answer"));
      assertThat(peer.complaints()).isEmpty();
    }
    assertThat(asked).contains(Commands.RE_AUTH.code(), Commands.ABORT_SESSION.code());
  }

  private static void accounting(DiameterTransport transport) {
    AccountingMapping mapping = new AccountingMapping(SampleRecords.writer());
    for (RecordType type : RecordType.values()) {
      AccountingRecord record = SampleRecords.accounting(type, 1);
      assertThat(
              send(
                  transport, ChargingInterface.CH1, 271, record.sessionId(), mapping.toAcr(record)))
          .as("ACR " + type)
          .isEqualTo(2001);
    }
  }

  private static void credit(DiameterTransport transport) {
    CreditMapping mapping = new CreditMapping(SampleRecords.writer());
    for (CreditRequestType type : CreditRequestType.values()) {
      CreditRequest request = SampleRecords.credit(type, 1);
      assertThat(
              send(
                  transport,
                  ChargingInterface.CH2,
                  272,
                  request.sessionId(),
                  mapping.toCcr(request)))
          .as("CCR " + type)
          .isEqualTo(2001);
    }
  }

  /** Every Requested-Action (RFC 8506 6). */
  private static void oneTimeEvents(DiameterTransport transport) {
    CreditMapping mapping = new CreditMapping(SampleRecords.writer());
    CreditRequest event = SampleRecords.credit(CreditRequestType.EVENT, 0);
    for (RequestedAction action : RequestedAction.values()) {
      CreditRequest request =
          new CreditRequest(
              event.sessionId() + ";" + action.ordinal(),
              event.type(),
              event.number(),
              event.eventTime(),
              action,
              event.services(),
              null,
              action == RequestedAction.REFUND_ACCOUNT ? event.refundInformation() : null,
              event.service(),
              event.peers());
      assertThat(
              send(
                  transport,
                  ChargingInterface.CH2,
                  272,
                  request.sessionId(),
                  mapping.toCcr(request)))
          .as("CCR EVENT " + action)
          .isEqualTo(2001);
    }
  }

  /** What the journal repeats carries the T flag. */
  private static void replay(DiameterTransport transport) {
    AccountingRecord record = SampleRecords.accounting(RecordType.STOP, 2);
    Avps body = new AccountingMapping(SampleRecords.writer()).toAcr(record);
    assertThat(send(transport, ChargingInterface.CH1, 271, record.sessionId(), body, true))
        .as("ACR STOP with T")
        .isEqualTo(2001);
  }

  private static long send(
      DiameterTransport transport,
      ChargingInterface target,
      int command,
      String session,
      Avps body) {
    return send(transport, target, command, session, body, false);
  }

  private static long send(
      DiameterTransport transport,
      ChargingInterface target,
      int command,
      String session,
      Avps body,
      boolean retransmission) {
    return resultOf(
        ask(
            transport,
            new OutboundRequest(
                target,
                command,
                session,
                body,
                Route.ANY,
                Failover.NONE,
                retransmission,
                transport.newEndToEnd(),
                Duration.ofSeconds(10))));
  }
}
