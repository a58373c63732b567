package io.tollgate.diameter.ro;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.CreditOutcome;
import io.tollgate.charging.record.CreditRequest;
import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.Failover;
import io.tollgate.charging.record.SessionServer;
import io.tollgate.diameter.SampleRecords;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.RecordingTransport;
import io.tollgate.diameter.transport.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RoClientTest {
  private final RecordingTransport transport = new RecordingTransport();
  private final RoClient client =
      new RoClient(transport, new CreditMapping(SampleRecords.writer()), Duration.ofSeconds(30));

  @Test
  void aRequestGoesToTheServerThatHasItsSession() {
    transport.answersWith(answered(2001));
    CreditOutcome first = send(CreditRequestType.INITIAL, Failover.ANY);
    assertThat(transport.last().route()).isEqualTo(Route.ANY);
    assertThat(((CreditOutcome.Answered) first).server()).isEqualTo("ocs1.example.com");
    sendTo(new SessionServer("ocs1.example.com", false), Failover.NONE);
    assertThat(transport.last().route()).isEqualTo(Route.toServer("ocs1.example.com"));
    assertThat(transport.last().failover()).isEqualTo(Failover.NONE);
    sendTo(new SessionServer("ocs1.example.com", true), Failover.ANY);
    assertThat(transport.last().route()).isEqualTo(Route.toServerFirst("ocs1.example.com"));
    send(CreditRequestType.TERMINATION, Failover.ANY);
    assertThat(client.openSessions()).isZero();
  }

  /** RFC 8506 5.7: the stream does not move unless CC-Session-Failover says so. */
  @Test
  void whatTheJournalRepeatsStaysWithItsServerToo() {
    transport.answersWith(answered(2001));
    CreditRequest termination =
        at(new SessionServer("ocs1.example.com", false), CreditRequestType.TERMINATION);
    client.send(termination, true, outcome -> {});
    assertThat(transport.last().route()).isEqualTo(Route.toServer("ocs1.example.com"));
    CreditRequest movable =
        at(new SessionServer("ocs1.example.com", true), CreditRequestType.TERMINATION);
    client.send(movable, true, outcome -> {});
    assertThat(transport.last().route()).isEqualTo(Route.toServerFirst("ocs1.example.com"));
  }

  @Test
  void anUnansweredRequestLeavesItsSessionWhereItWas() {
    transport.answersWith(answered(2001));
    send(CreditRequestType.INITIAL, Failover.ANY);
    transport.answersWith(new Outcome.TimedOut("ocs-peer", "ocs1.example.com"));
    CreditOutcome lost = send(CreditRequestType.UPDATE, Failover.NONE);
    assertThat(((CreditOutcome.Undeliverable) lost).server()).isEqualTo("ocs1.example.com");
    assertThat(client.openSessions()).isOne();
  }

  @Test
  void aRefusedSessionIsWithNobody() {
    transport.answersWith(answered(4012));
    CreditOutcome outcome = send(CreditRequestType.INITIAL, Failover.ANY);
    assertThat(((CreditOutcome.Answered) outcome).answer().resultCode()).isEqualTo(4012);
    assertThat(client.openSessions()).isZero();
  }

  @Test
  void protocolErrorsAreDeliveryFailuresThatWereNotProcessed() {
    for (int code : new int[] {3002, 3004, 3005, 3006}) {
      transport.answersWith(answered(code));
      assertThat(send(CreditRequestType.UPDATE, Failover.ANY))
          .isEqualTo(new CreditOutcome.Undeliverable("ocs-peer answered " + code, false));
    }
  }

  @Test
  void silenceMayHaveBeenProcessedAndNoPeerCannot() {
    transport.answersWith(new Outcome.TimedOut("ocs-peer"));
    assertThat(mayHaveBeenProcessed()).isTrue();
    transport.answersWith(new Outcome.NoPeer(ChargingInterface.CH2));
    assertThat(mayHaveBeenProcessed()).isFalse();
  }

  /** RFC 8506 5.2: nobody can tell what it grants; the server may have opened the session. */
  @Test
  void aSuccessThatBreaksTheProtocolIsNoGrantAndNoFailure() {
    transport.answersWith(new Outcome.BadAnswer("ocs-peer", 5001, "AVP 9/9", 2001, "ocs1"));
    CreditOutcome outcome = send(CreditRequestType.UPDATE, Failover.ANY);
    assertThat(((CreditOutcome.Unusable) outcome).resultCode()).isEqualTo(2001);
    transport.answersWith(new Outcome.BadAnswer("ocs-peer", 5014, "AVP 9/9"));
    outcome = send(CreditRequestType.UPDATE, Failover.ANY);
    assertThat(((CreditOutcome.Unusable) outcome).resultCode()).isZero();
  }

  @Test
  void aRefusalThatBreaksTheProtocolIsARefusal() {
    transport.answersWith(new Outcome.BadAnswer("ocs-peer", 5001, "AVP 9/9", 4012, null));
    CreditOutcome outcome = send(CreditRequestType.UPDATE, Failover.ANY);
    assertThat(((CreditOutcome.Answered) outcome).answer().resultCode()).isEqualTo(4012);
    transport.answersWith(new Outcome.BadAnswer("ocs-peer", 5001, "AVP 9/9", 3004, null));
    assertThat(mayHaveBeenProcessed()).isFalse();
  }

  /** RFC 6733 6.2, RFC 8506 3.2: an answer is to the request whose identity it repeats. */
  @Test
  void anAnswerToAnotherRequestGrantsNothing() {
    assertIsNoAnswer(0, 4, avps -> avps.text(BaseAvps.SESSION_ID, "another;1;2"));
    assertIsNoAnswer(0, 4, avps -> avps.unsigned32(CreditControlAvps.CC_REQUEST_NUMBER, 7));
    assertIsNoAnswer(0, 4, avps -> avps.integer32(CreditControlAvps.CC_REQUEST_TYPE, 3));
    assertIsNoAnswer(0, 4, avps -> avps.unsigned32(BaseAvps.AUTH_APPLICATION_ID, 3));
    assertIsNoAnswer(0, 3, avps -> {});
    assertIsNoAnswer(Message.ERROR, 4, avps -> {});
  }

  private void assertIsNoAnswer(int flags, int application, Consumer<AvpWriter> more) {
    AvpWriter avps = new AvpWriter().unsigned32(BaseAvps.RESULT_CODE, 2001);
    more.accept(avps);
    transport.answersWith(
        new Outcome.Answered(
            new Message(flags, 272, application, 1, 1, avps.toAvps()), "ocs-peer"));
    assertThat(send(CreditRequestType.UPDATE, Failover.ANY))
        .isInstanceOfSatisfying(
            CreditOutcome.Unusable.class, bad -> assertThat(bad.resultCode()).isZero());
  }

  /** RFC 6733 3: over failover, time-out and restart it is the same request. */
  @Test
  void aRequestKeepsItsEndToEndIdentifier() {
    transport.answersWith(answered(2001));
    CreditRequest request =
        SampleRecords.credit(CreditRequestType.UPDATE, 1).identified(client::newEndToEnd);
    client.send(request, Failover.ANY, outcome -> {});
    int first = transport.last().endToEnd();
    client.repeat(request, Failover.ANY, outcome -> {});
    assertThat(transport.last().endToEnd()).isEqualTo(first).isEqualTo(request.endToEnd());
    assertThat(transport.last().retransmission()).isTrue();
    client.send(request, true, outcome -> {});
    assertThat(transport.last().endToEnd()).isEqualTo(first);
  }

  @Test
  void whenAServerRestartsItsSessionsAreAskedAfterOnce() {
    List<List<String>> forgotten = new ArrayList<>();
    client.whenServerRestarts(forgotten::add);
    client.seen("OCS1.example.com", OptionalLong.of(100));
    transport.answersWith(answered(2001));
    send(CreditRequestType.INITIAL, Failover.ANY);
    client.seen("ocs1.example.com", OptionalLong.of(100));
    client.seen("ocs1.example.com", OptionalLong.of(99));
    client.seen("ocs1.example.com", OptionalLong.empty());
    client.seen("ocs2.example.com", OptionalLong.of(200));
    assertThat(forgotten).isEmpty();
    client.seen("ocs1.example.com", OptionalLong.of(101));
    client.seen("ocs1.example.com", OptionalLong.of(101));
    assertThat(forgotten).containsExactly(List.of(SampleRecords.SESSION));
  }

  @Test
  void anAnswerToAnySessionTellsOfTheRestart() {
    List<List<String>> forgotten = new ArrayList<>();
    client.whenServerRestarts(forgotten::add);
    transport.answersWith(answered(2001, 100));
    send(CreditRequestType.INITIAL, Failover.ANY);
    transport.answersWith(answered(2001, 101));
    send(CreditRequestType.UPDATE, Failover.ANY);
    assertThat(forgotten).containsExactly(List.of(SampleRecords.SESSION));
  }

  @Test
  void aRepetitionCarriesTheFlag() {
    transport.answersWith(answered(2001));
    client.send(SampleRecords.credit(CreditRequestType.TERMINATION, 3), true, outcome -> {});
    assertThat(transport.last().retransmission()).isTrue();
    assertThat(transport.last().failover()).isEqualTo(Failover.ANY);
  }

  private boolean mayHaveBeenProcessed() {
    CreditOutcome outcome = send(CreditRequestType.UPDATE, Failover.ANY);
    return ((CreditOutcome.Undeliverable) outcome).mayHaveBeenProcessed();
  }

  private CreditOutcome send(CreditRequestType type, Failover failover) {
    List<CreditOutcome> told = new ArrayList<>();
    client.send(SampleRecords.credit(type, 1), failover, told::add);
    assertThat(told).hasSize(1);
    return told.get(0);
  }

  private void sendTo(SessionServer server, Failover failover) {
    client.send(at(server, CreditRequestType.UPDATE), failover, outcome -> {});
  }

  private static CreditRequest at(SessionServer server, CreditRequestType type) {
    CreditRequest request = SampleRecords.credit(type, 1);
    return new CreditRequest(
        request.sessionId(),
        request.type(),
        request.number(),
        request.eventTime(),
        request.action(),
        request.services(),
        request.terminationCause(),
        request.refundInformation(),
        request.service(),
        request.peers().with(server));
  }

  private static Outcome answered(int result) {
    return answered(result, 0);
  }

  private static Outcome answered(int result, long originStateId) {
    AvpWriter avps =
        new AvpWriter()
            .unsigned32(BaseAvps.RESULT_CODE, result)
            .unsigned32(BaseAvps.ORIGIN_STATE_ID, originStateId)
            .text(BaseAvps.ORIGIN_HOST, "ocs1.example.com");
    return new Outcome.Answered(new Message(0, 272, 4, 1, 1, avps.toAvps()), "ocs-peer");
  }
}
