package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.DiameterTransportContract.answered;
import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static io.tollgate.diameter.transport.TestRequests.TIMERS;
import static io.tollgate.diameter.transport.TestRequests.ccr;
import static io.tollgate.diameter.transport.TestRequests.with;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.CreditControlAvps;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.transport.Asked;
import io.tollgate.diameter.transport.MicrometerTransportMetrics;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.Route;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.Urgency;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An overloaded OCS that asks for less (RFC 7683), and one that tells its load (RFC 8583). */
class OverloadTest {

  private static final int HOST = 0;
  private static final int REALM = 1;
  private static final int SESSIONS = Integer.getInteger("tollgate.overload.sessions", 1000);

  private final ScriptedPeer first = ScriptedPeer.named("ocs1.example.com");
  private final ScriptedPeer second = ScriptedPeer.named("ocs2.example.com");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @SuppressWarnings("NullAway.Init")
  private NettyDiameterTransport transport;

  @AfterEach
  void stop() {
    transport.stop(Duration.ZERO);
    first.close();
    second.close();
  }

  @Test
  void everyRequestSaysThatReportsAreObeyed() throws Exception {
    start(first.config());
    ask(transport, ccr(transport, "s")).outcome();
    Avps features = first.nextRequest().avps().group(BaseAvps.OC_SUPPORTED_FEATURES);
    assertThat(features).isNotNull();
    assertThat(requireNonNull(features).integer64(BaseAvps.OC_FEATURE_VECTOR)).hasValue(1);
  }

  @Test
  void aServerThatAsksForThirtyPercentLessSeesSeventyAndEveryTermination() throws Exception {
    start(first.config());
    reports(first, HOST, 1, 30, 600);
    ask(transport, ccr(transport, "first")).outcome();
    first.requests().clear();
    int begun = sessions();
    int offered = SESSIONS * 3;
    assertThat((double) first.requests().size() / offered).isBetween(0.65, 0.75);
    assertThat(first.requests().stream().filter(OverloadTest::isTermination)).hasSize(begun);
  }

  /** RFC 7944 6, 7: an end of a session before a beginning. */
  @ParameterizedTest
  @CsvSource({"1, NEW, 10", "2, UNDER_WAY, 8", "3, LAST, 5"})
  void whereItIsWantedEachRequestTellsItsPriority(int type, Urgency urgency, int priority)
      throws Exception {
    start(new TransportConfig.Features(true, true), first.config());
    ask(transport, ccr(transport, "s", type, 0, urgency)).outcome();
    assertThat(first.nextRequest().avps().integer32(BaseAvps.DRMP)).hasValue(priority);
  }

  @Test
  void withoutTheSettingNoRequestTellsAPriority() throws Exception {
    start(first.config());
    ask(transport, ccr(transport, "s")).outcome();
    assertThat(first.nextRequest().avps().has(BaseAvps.DRMP)).isFalse();
  }

  @Test
  void whatAServerDoesNotWantGoesToTheOther() throws Exception {
    start(first.config().withPriority(1), second.config().withPriority(2));
    reports(first, HOST, 1, 30, 600);
    ask(transport, ccr(transport, "first")).outcome();
    first.requests().clear();
    assertThat(sessions()).as("all were taken").isEqualTo(SESSIONS);
    assertThat((double) first.requests().size() / (SESSIONS * 3)).isBetween(0.65, 0.75);
    assertThat((double) second.requests().size() / (SESSIONS * 3)).isBetween(0.25, 0.35);
    assertThat(
            meters
                .get("tollgate.diameter.diverted")
                .tag("peer", first.host())
                .tag("reason", "throttled")
                .counter()
                .count())
        .as("the beginnings; what follows them is for the other already")
        .isEqualTo(second.requests().size() / 3.0);
  }

  @Test
  void aReportOfTheRealmIsForAllThatNamesNoServer() throws Exception {
    start(first.config(), second.config());
    reports(first, REALM, 1, 100, 600);
    reports(second, REALM, 1, 100, 600);
    ask(transport, ccr(transport, "first")).outcome();
    assertThat(call("s").outcome()).isInstanceOf(Outcome.Throttled.class);
    assertThat(ask(transport, termination("first", "ocs1.example.com")).outcome())
        .isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void aNewerReportReplacesAnOlderAndAnOlderIsIgnored() throws Exception {
    start(first.config());
    reports(first, HOST, 5, 100, 600);
    ask(transport, ccr(transport, "first")).outcome();
    assertThat(call("s").outcome()).isInstanceOf(Outcome.Throttled.class);
    reports(first, HOST, 4, 0, 600);
    ask(transport, termination("first", "ocs1.example.com")).outcome();
    assertThat(call("t").outcome()).isInstanceOf(Outcome.Throttled.class);
    reports(first, HOST, 6, 0, 600);
    ask(transport, termination("first", "ocs1.example.com")).outcome();
    assertThat(call("u").outcome()).isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void aReportEndsWithItsValidity() throws Exception {
    start(first.config());
    reports(first, HOST, 1, 100, 1);
    ask(transport, ccr(transport, "first")).outcome();
    first.does(ScriptedPeer.SUCCESS);
    assertThat(call("s").outcome()).isInstanceOf(Outcome.Throttled.class);
    await("over", () -> call("t").outcome() instanceof Outcome.Answered);
  }

  @Test
  void reportsThatCannotBeAreNotObeyedAndSpoilNoAnswer() throws Exception {
    start(first.config());
    reports(first, HOST, 1, 101, 600);
    assertThat(call("s").outcome()).isInstanceOf(Outcome.Answered.class);
    reports(first, 7, 2, 100, 600);
    assertThat(call("t").outcome()).isInstanceOf(Outcome.Answered.class);
    first.does(
        (request, link) ->
            link.answer(request, 2001, more -> more.group(BaseAvps.OC_OLR, empty -> {})));
    assertThat(call("u").outcome()).isInstanceOf(Outcome.Answered.class);
    assertThat(call("v").outcome()).isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void theLessLoadedPeerGetsMore() throws Exception {
    start(first.config(), second.config());
    first.does(
        (request, link) ->
            link.answer(
                request,
                2001,
                more ->
                    more.group(
                        BaseAvps.LOAD,
                        load ->
                            load.unsigned64(BaseAvps.LOAD_VALUE, 65_535 * 9 / 10)
                                .text(BaseAvps.SOURCE_ID, "ocs1.example.com"))));
    await("its load is known", () -> answered(call("s")).peer().equals("ocs1.example.com"));
    first.requests().clear();
    second.requests().clear();
    for (int i = 0; i < 1000; i++) {
      call("s" + i).outcome();
    }
    assertThat(first.requests().size()).isBetween(40, 160);
  }

  /** Whole sessions of three requests; returns how many were begun. */
  private int sessions() {
    int begun = 0;
    for (int i = 0; i < SESSIONS; i++) {
      String session = "s" + i;
      if (call(session).outcome() instanceof Outcome.Answered answer) {
        begun++;
        Route route = Route.toServer(answer.peer());
        ask(transport, with(ccr(transport, session, 2, 1, Urgency.UNDER_WAY), route)).outcome();
        assertThat(ask(transport, termination(session, answer.peer())).outcome())
            .isInstanceOf(Outcome.Answered.class);
      }
    }
    return begun;
  }

  private Asked call(String session) {
    return ask(transport, ccr(transport, session, 1, 0, Urgency.NEW));
  }

  private OutboundRequest termination(String session, String server) {
    return with(
        with(ccr(transport, session, 3, 2, Urgency.LAST), Failover.NONE), Route.toServer(server));
  }

  private static boolean isTermination(Message request) {
    return request.avps().integer32(CreditControlAvps.CC_REQUEST_TYPE).orElse(0) == 3;
  }

  private static void reports(
      ScriptedPeer peer, int type, long sequence, long percent, long valid) {
    peer.does(
        (request, link) ->
            link.answer(request, 2001, more -> report(more, type, sequence, percent, valid)));
  }

  private static void report(AvpWriter out, int type, long sequence, long percent, long valid) {
    out.group(
            BaseAvps.OC_SUPPORTED_FEATURES,
            group -> group.unsigned64(BaseAvps.OC_FEATURE_VECTOR, 1))
        .group(
            BaseAvps.OC_OLR,
            group ->
                group
                    .unsigned64(BaseAvps.OC_SEQUENCE_NUMBER, sequence)
                    .integer32(BaseAvps.OC_REPORT_TYPE, type)
                    .unsigned32(BaseAvps.OC_REDUCTION_PERCENTAGE, percent)
                    .unsigned32(BaseAvps.OC_VALIDITY_DURATION, valid));
  }

  private void start(PeerConfig... peers) throws Exception {
    start(TransportConfig.Features.USUAL, peers);
  }

  private void start(TransportConfig.Features features, PeerConfig... peers) throws Exception {
    transport =
        new NettyDiameterTransport(
            TransportConfig.outbound(NODE, "example.com", List.of(peers), TIMERS).with(features),
            new MicrometerTransportMetrics(meters));
    transport.start(NO_REQUESTS);
    await(
        "open", () -> transport.peers().stream().allMatch(peer -> peer.state() == PeerState.OPEN));
  }
}
