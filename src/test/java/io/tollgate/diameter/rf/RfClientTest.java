package io.tollgate.diameter.rf;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.charging.record.RecordType;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.RecordingTransport;
import io.tollgate.diameter.transport.Route;
import io.tollgate.journal.AccountingDelivery;
import io.tollgate.journal.CdfChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RfClientTest {
  private final RecordingTransport transport = new RecordingTransport();
  private final RfClient client =
      new RfClient(
          transport, new AccountingMapping(SampleRecords.writer()), Duration.ofSeconds(10));

  @Test
  void allTransmissionsOfARecordShareTheirBytesAndTheirEndToEndIdentifier() {
    var prepared = client.prepare(record(PeerHints.NONE));
    prepared.send(false, CdfChoice.PRIMARY, outcome -> {});
    prepared.send(true, CdfChoice.SECONDARY, outcome -> {});
    var first = transport.sent().get(0);
    var second = transport.sent().get(1);
    assertThat(second.body()).isSameAs(first.body());
    assertThat(second.endToEnd()).isEqualTo(first.endToEnd());
    assertThat(first.retransmission()).isFalse();
    assertThat(second.retransmission()).isTrue();
    assertThat(first.failover()).isEqualTo(Failover.NONE);
    assertThat(first.sessionId()).isEqualTo(SampleRecords.SESSION);
  }

  @Test
  void thePrimaryIsTheFirstNamedFunctionAndTheSecondaryTheSecond() {
    var prepared = client.prepare(record(new PeerHints(List.of("a", "b"), List.of())));
    prepared.send(false, CdfChoice.PRIMARY, outcome -> {});
    assertThat(transport.last().route())
        .isEqualTo(new Route(List.of("a"), Route.Tier.PRIMARY, true));
    prepared.send(false, CdfChoice.SECONDARY, outcome -> {});
    assertThat(transport.last().route()).isEqualTo(Route.named(List.of("b"), Route.Tier.ANY));
  }

  /** RFC 7315 4.5: one that is named has no secondary but those that are configured. */
  @Test
  void behindTheOnlyNamedFunctionStandTheConfiguredOnes() {
    var prepared = client.prepare(record(new PeerHints(List.of("a"), List.of())));
    prepared.send(false, CdfChoice.SECONDARY, outcome -> {});
    assertThat(transport.last().route()).isEqualTo(Route.ANY);
  }

  @Test
  void anAnswerIsDeliveredWithItsInterval() {
    transport.answersWith(
        answered(
            new AvpWriter()
                .unsigned32(BaseAvps.RESULT_CODE, 2001)
                .unsigned32(BaseAvps.ACCT_INTERIM_INTERVAL, 600)));
    assertThat(delivery())
        .isEqualTo(
            new AccountingDelivery.Answered(2001, Duration.ofMinutes(10), null, "cdf.example.com"));
  }

  @Test
  void aRefusalNamesWhatFailed() {
    transport.answersWith(
        answered(
            new AvpWriter()
                .unsigned32(BaseAvps.RESULT_CODE, 5001)
                .group(BaseAvps.FAILED_AVP, failed -> failed.text(BaseAvps.USER_NAME, "x"))));
    assertThat(((AccountingDelivery.Answered) delivery()).failedAvp())
        .isEqualTo("User-Name (1) = 0x78");
  }

  @Test
  void whatWasNeverSentCannotHaveArrived() {
    transport.answersWith(new Outcome.NoPeer(ChargingInterface.CH1));
    assertThat(((AccountingDelivery.Unanswered) delivery()).mayHaveArrived()).isFalse();
    transport.answersWith(new Outcome.TimedOut("cdf.example.com"));
    assertThat(((AccountingDelivery.Unanswered) delivery()).mayHaveArrived()).isTrue();
    transport.answersWith(new Outcome.PeerLost("cdf.example.com"));
    assertThat(((AccountingDelivery.Unanswered) delivery()).mayHaveArrived()).isTrue();
  }

  private AccountingDelivery delivery() {
    List<AccountingDelivery> told = new ArrayList<>();
    client.prepare(record(PeerHints.NONE)).send(false, CdfChoice.PRIMARY, told::add);
    assertThat(told).hasSize(1);
    return told.get(0);
  }

  private static Outcome answered(AvpWriter avps) {
    return new Outcome.Answered(new Message(0, 271, 3, 1, 1, avps.toAvps()), "cdf.example.com");
  }

  private static AccountingRecord record(PeerHints hints) {
    AccountingRecord sample = SampleRecords.accounting(RecordType.START, 0);
    return new AccountingRecord(
        sample.sessionId(),
        sample.type(),
        sample.number(),
        sample.eventTime(),
        sample.reason(),
        sample.service(),
        hints);
  }
}
