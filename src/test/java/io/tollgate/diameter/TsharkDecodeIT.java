package io.tollgate.diameter;

import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.RecordType;
import io.tollgate.diameter.avp.Avp;
import io.tollgate.diameter.avp.AvpType;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.Catalogue;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.rf.AccountingMapping;
import io.tollgate.diameter.ro.CreditMapping;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.Route;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.TestRequests;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.netty.NettyDiameterTransport;
import io.tollgate.wire.Capture;
import io.tollgate.wire.DiameterEvent;
import io.tollgate.wire.Trace;
import io.tollgate.wire.WatchedPorts;
import io.tollgate.wire.WireAvp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * tshark, which shares nothing with us, reads each kind of message off the wire as it was meant.
 */
class TsharkDecodeIT {
  private static final int APPLICATION_SERVER_ID = 2101;

  private final ScriptedPeer peer = ScriptedPeer.named("cf.example.com");
  private final List<Avps> meant = new ArrayList<>();

  @Test
  void everyRecordIsDecodedWithoutAComplaintAndSaysWhatWasMeant() throws Exception {
    Trace trace;
    try (peer;
        Capture capture = Capture.start(WatchedPorts.none().diameter(peer.config().port()))) {
      talk();
      trace = capture.stop();
    }
    assertThat(trace.diameter())
        .extracting(DiameterEvent::command)
        .contains(
            Commands.CAPABILITIES_EXCHANGE.code(),
            Commands.RE_AUTH.code(),
            Commands.DISCONNECT_PEER.code());
    for (DiameterEvent event : trace.diameter()) {
      assertThat(event.complaints()).as(event.toString()).isEmpty();
    }
    List<DiameterEvent> requests =
        trace.diameter().stream()
            .filter(event -> event.isRequest() && (event.isAccounting() || event.isCreditControl()))
            .toList();
    assertThat(requests).hasSize(meant.size());
    for (int i = 0; i < meant.size(); i++) {
      List<WireAvp> wire = requests.get(i).avps();
      compare(meant.get(i), wire.subList(wire.size() - count(meant.get(i)), wire.size()));
    }
  }

  private void talk() throws Exception {
    DiameterTransport transport =
        new NettyDiameterTransport(TestRequests.config(peer.config()), TransportMetrics.NONE);
    transport.start((request, from, reply) -> reply.answer(2002, Avps.NONE));
    await("open", () -> transport.peers().get(0).state() == PeerState.OPEN);
    AccountingMapping rf = new AccountingMapping(SampleRecords.writer());
    for (RecordType type : RecordType.values()) {
      AccountingRecord record = SampleRecords.accounting(type, 1);
      send(transport, ChargingInterface.CH1, 271, record.sessionId(), rf.toAcr(record));
    }
    CreditMapping ro = new CreditMapping(SampleRecords.writer());
    for (CreditRequestType type : CreditRequestType.values()) {
      CreditRequest request = SampleRecords.credit(type, 1);
      send(transport, ChargingInterface.CH2, 272, request.sessionId(), ro.toCcr(request));
    }
    Message rar = TestRequests.rar(SampleRecords.SESSION, "cf.example.com");
    peer.send(rar);
    peer.nextAnswer();
    transport.stop(Duration.ZERO);
  }

  private void send(
      DiameterTransport transport,
      ChargingInterface target,
      int command,
      String session,
      Avps body) {
    meant.add(body);
    ask(
            transport,
            new OutboundRequest(
                target,
                command,
                session,
                body,
                Route.ANY,
                Failover.NONE,
                false,
                transport.newEndToEnd(),
                Duration.ofSeconds(10)))
        .outcome();
  }

  private static void compare(Avps ours, List<WireAvp> theirs) {
    int[] index = new int[1];
    ours.forEach(
        (code, flags, vendor, data) -> {
          WireAvp seen = theirs.get(index[0]++);
          Avp row = Objects.requireNonNull(Catalogue.find(code, vendor));
          assertThat(seen.code()).isEqualTo(code);
          assertThat(seen.vendor()).as(row.name()).isEqualTo(vendor);
          assertThat(seen.flags()).as(row.name()).isEqualTo(flags);
          assertThat(simple(seen.name())).endsWith(simple(row.name()));
          if (row.type() == AvpType.GROUPED) {
            compare(data, seen.children());
          } else if (code != APPLICATION_SERVER_ID) {
            assertThat(seen.hex())
                .as(row.name())
                .isEqualTo(HexFormat.of().formatHex(data.toBytes()));
          }
        });
    assertThat(theirs).hasSize(index[0]);
  }

  /** Dictionaries disagree about capitals, dashes and a "3GPP" in front only. */
  private static String simple(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static int count(Avps avps) {
    int[] count = new int[1];
    avps.forEach((code, flags, vendor, data) -> count[0]++);
    return count[0];
  }
}
