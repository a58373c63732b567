package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.DiameterTransportContract.answered;
import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.DiameterTransportContract.resultOf;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static io.tollgate.diameter.transport.TestRequests.acr;
import static io.tollgate.diameter.transport.TestRequests.ccr;
import static io.tollgate.diameter.transport.TestRequests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.transport.Asked;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.PeerView;
import io.tollgate.diameter.transport.Route;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to requests when peers fail, in our own peer layer. */
class FaultTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ScriptedPeer first = ScriptedPeer.named("cf1.example.com");
  private final ScriptedPeer second = ScriptedPeer.named("cf2.example.com");

  @SuppressWarnings("NullAway.Init")
  private NettyDiameterTransport transport;

  private PeerTimers timers = timers(LONG, Duration.ZERO);

  @AfterEach
  void stop() {
    transport.stop(Duration.ZERO);
    first.close();
    second.close();
  }

  @Test
  void theSecondPeerGetsTheOpenRequestsInTheOrderTheyWereSent() throws Exception {
    first.does(ScriptedPeer.SILENCE);
    start(first.config().withPriority(1), second.config().withPriority(2));
    List<Asked> open = askMany(200);
    for (int i = 0; i < 200; i++) {
      first.nextRequest();
    }
    first.die();
    open.forEach(asked -> assertThat(resultOf(asked)).isEqualTo(2001));
    List<String> expected = IntStream.range(0, 200).mapToObj(i -> "s" + i).toList();
    assertThat(second.requests().stream().map(message -> message.avps().text(BaseAvps.SESSION_ID)))
        .containsExactlyElementsOf(expected);
    assertThat(second.requests()).allMatch(Message::isRetransmission);
    assertThat(open).allMatch(asked -> asked.count() == 1);
  }

  @Test
  void aMutePeerIsLeftWhenItsWatchdogGoesUnanswered() throws Exception {
    timers = timers(Duration.ofMillis(300), Duration.ZERO);
    first.does(ScriptedPeer.SILENCE);
    start(first.config().withPriority(1), second.config().withPriority(2));
    first.answerWatchdogs(false);
    Asked asked = ask(transport, acr(transport, "s"));
    first.nextRequest();
    assertThat(answered(asked).peer()).isEqualTo("cf2.example.com");
    assertThat(second.nextRequest().isRetransmission()).isTrue();
    assertThat(answered(ask(transport, acr(transport, "s2"))).peer()).isEqualTo("cf2.example.com");
  }

  @Test
  void aLateAnswerFromASuspectPeerStillCountsForWhoCouldNotMove() throws Exception {
    timers = timers(Duration.ofMillis(300), Duration.ZERO);
    List<Message> held = new ArrayList<>();
    first.does((request, link) -> held.add(request));
    start(first.config());
    first.answerWatchdogs(false);
    Asked asked = ask(transport, acr(transport, "s"));
    Message request = first.nextRequest();
    await("suspect", () -> stateOf("cf1.example.com") == PeerState.SUSPECT);
    first.send(
        new Message(
            0,
            Commands.ACCOUNTING.code(),
            3,
            request.hopByHop(),
            request.endToEnd(),
            new AvpWriter()
                .text(BaseAvps.SESSION_ID, "s")
                .unsigned32(BaseAvps.RESULT_CODE, 2001)
                .text(BaseAvps.ORIGIN_HOST, "cf1.example.com")
                .text(BaseAvps.ORIGIN_REALM, "example.com")
                .integer32(BaseAvps.ACCOUNTING_RECORD_TYPE, 2)
                .unsigned32(BaseAvps.ACCOUNTING_RECORD_NUMBER, 0)
                .toAvps()));
    assertThat(resultOf(asked)).isEqualTo(2001);
  }

  @Test
  void withBothPeersDownEveryRequestEndsAtOnce() throws Exception {
    first.does(ScriptedPeer.SILENCE);
    second.does(ScriptedPeer.SILENCE);
    start(first.config(), second.config());
    List<Asked> open = askMany(50);
    await("all arrived", () -> first.requests().size() + second.requests().size() == 50);
    first.die();
    second.die();
    open.forEach(asked -> assertThat(asked.outcome()).isInstanceOf(Outcome.PeerLost.class));
    assertThat(ask(transport, with(acr(transport, "s"), Duration.ofHours(1))).outcome())
        .isInstanceOf(Outcome.NoPeer.class);
  }

  @Test
  void aPeerThatComesBackIsPreferredAgainAfterItsProbation() throws Exception {
    timers = timers(Duration.ofMillis(700), LONG);
    start(first.config().withPriority(1), second.config().withPriority(2));
    first.die();
    await("down", () -> stateOf("cf1.example.com") != PeerState.OPEN);
    first.comeBack();
    await("on probation", () -> stateOf("cf1.example.com") == PeerState.REOPEN);
    assertThat(answered(ask(transport, acr(transport, "s1"))).peer()).isEqualTo("cf2.example.com");
    await("trusted again", () -> stateOf("cf1.example.com") == PeerState.OPEN);
    assertThat(answered(ask(transport, acr(transport, "s2"))).peer()).isEqualTo("cf1.example.com");
  }

  @Test
  void aPeerOnProbationIsBetterThanNone() throws Exception {
    timers = timers(LONG, LONG);
    start(first.config());
    first.die();
    await("down", () -> stateOf("cf1.example.com") != PeerState.OPEN);
    first.answerWatchdogs(false);
    first.comeBack();
    await("on probation", () -> stateOf("cf1.example.com") == PeerState.REOPEN);
    assertThat(resultOf(ask(transport, acr(transport, "s")))).isEqualTo(2001);
  }

  @Test
  void aPeerThatNeverAnswersTheCapabilitiesExchangeIsGivenUpAndTriedAgain() throws Exception {
    first.answerCapabilities(false);
    transport = transport(first.config());
    transport.start(NO_REQUESTS);
    first.nextPeerMessage();
    assertThat(ask(transport, acr(transport, "s")).outcome()).isInstanceOf(Outcome.NoPeer.class);
    first.answerCapabilities(true);
    await("open", () -> stateOf("cf1.example.com") == PeerState.OPEN);
  }

  @Test
  void anotherNameInTheCapabilitiesAnswerIsNotAccepted() throws Exception {
    PeerConfig misnamed =
        new PeerConfig(
            "someone.else.com",
            "127.0.0.1",
            first.config().port(),
            PeerConfig.Wire.TCP,
            first.config().interfaces(),
            1,
            1,
            10,
            0);
    transport = transport(misnamed);
    transport.start(NO_REQUESTS);
    first.nextPeerMessage();
    first.nextPeerMessage();
    assertThat(stateOf("someone.else.com")).isNotEqualTo(PeerState.OPEN);
  }

  @Test
  void aPeerThatSaysGoodByeGetsNoMoreRequests() throws Exception {
    start(first.config().withPriority(1), second.config().withPriority(2));
    first.send(
        new Message(
            Message.REQUEST,
            Commands.DISCONNECT_PEER.code(),
            0,
            1,
            1,
            new AvpWriter()
                .text(BaseAvps.ORIGIN_HOST, "cf1.example.com")
                .text(BaseAvps.ORIGIN_REALM, "example.com")
                .integer32(BaseAvps.DISCONNECT_CAUSE, 1)
                .toAvps()));
    assertThat(first.nextAnswer().avps().unsigned32(BaseAvps.RESULT_CODE)).hasValue(2001);
    assertThat(answered(ask(transport, acr(transport, "s"))).peer()).isEqualTo("cf2.example.com");
  }

  @Test
  void theLimitOfOutstandingRequestsMovesTheRestToTheOtherPeerOrRefusesThem() throws Exception {
    first.does(ScriptedPeer.SILENCE);
    second.does(ScriptedPeer.SILENCE);
    start(
        first.config().withPriority(1).withLimits(3, 0),
        second.config().withPriority(2).withLimits(2, 0));
    List<Asked> asked = askMany(6);
    assertThat(asked.get(5).outcome()).isInstanceOf(Outcome.Overloaded.class);
    for (int i = 0; i < 3; i++) {
      first.nextRequest();
    }
    second.nextRequest();
    second.nextRequest();
  }

  @Test
  void theLimitPerSecondRefusesTheRest() throws Exception {
    start(first.config().withLimits(1000, 5));
    List<Asked> asked = askMany(50);
    long refused =
        asked.stream().filter(one -> one.outcome() instanceof Outcome.Overloaded).count();
    assertThat(refused).isBetween(30L, 45L);
  }

  @Test
  void aBusyPeerIsSparedWhileThereIsAnother() throws Exception {
    first.does((request, link) -> link.answer(request, ResultCode.TOO_BUSY));
    start(first.config().withPriority(1), second.config().withPriority(2));
    ask(transport, with(ccr(transport, "s1"), Failover.IF_NOT_PROCESSED)).outcome();
    first.nextRequest();
    for (int i = 0; i < 10; i++) {
      assertThat(answered(ask(transport, ccr(transport, "t" + i))).peer())
          .isEqualTo("cf2.example.com");
    }
    assertThat(first.requests()).isEmpty();
  }

  @Test
  void aHostOfOurDomainsThatARequestNamesBecomesAPeerAndAStrangerDoesNot() throws Exception {
    transport =
        new NettyDiameterTransport(
            TransportConfig.outbound(NODE, "example.com", List.of(first.config()), timers)
                .withNamedPeers(List.of("example.com")),
            TransportMetrics.NONE);
    transport.start(NO_REQUESTS);
    await("open", () -> stateOf("cf1.example.com") == PeerState.OPEN);
    Route route =
        new Route(
            List.of("ccf9.example.com", "ccf9.example.net", "not a host.example.com"),
            Route.Tier.ANY,
            false);
    for (int i = 0; i < 3; i++) {
      assertThat(answered(ask(transport, with(acr(transport, "s"), route))).peer())
          .isEqualTo("cf1.example.com");
    }
    assertThat(transport.peers())
        .extracting(PeerView::host)
        .containsExactly("cf1.example.com", "ccf9.example.com");
  }

  /** RFC 7315 4.5: a charging function is named by a host, an address or a Diameter URI. */
  @Test
  void aFunctionIsFoundByItsUriOrAddress() throws Exception {
    PeerConfig elsewhere =
        PeerConfig.tcp("other.example.com", "127.0.0.9", 9, ChargingInterface.CH2);
    transport =
        transport(first.config().withPriority(1), second.config().withPriority(2), elsewhere);
    transport.start(NO_REQUESTS);
    await("open", () -> isUp("cf1.example.com") && isUp("cf2.example.com"));
    for (String name :
        List.of(
            "aaa://CF2.example.com:3868;transport=tcp",
            "aaa://cf2.example.com",
            "127.0.0.1:" + second.config().port(),
            "aaa://127.0.0.1:" + second.config().port() + ";transport=tcp;protocol=diameter",
            "<aaa://cf2.example.com>",
            "cf2.example.com")) {
      Route route = new Route(List.of(name), Route.Tier.PRIMARY, true);
      assertThat(answered(ask(transport, with(acr(transport, "s"), route))).peer())
          .as(name)
          .isEqualTo("cf2.example.com");
    }
    for (String name : List.of("aaa://", "ccf\"; x", "127.0.0.2", "aaa://h:99999", "127.0.0.9")) {
      Route route = new Route(List.of(name), Route.Tier.PRIMARY, true);
      assertThat(answered(ask(transport, with(acr(transport, "s"), route))).peer())
          .as(name)
          .isEqualTo("cf1.example.com");
    }
  }

  @Test
  void aNamedFunctionThatIsDownIsReplacedByAConfiguredOne() throws Exception {
    start(first.config().withPriority(1), second.config().withPriority(2));
    first.die();
    await("down", () -> !isUp("cf1.example.com"));
    Route only = new Route(List.of("cf1.example.com"), Route.Tier.PRIMARY, true);
    assertThat(ask(transport, with(acr(transport, "s"), only)).outcome())
        .isInstanceOf(Outcome.NoPeer.class);
    assertThat(answered(ask(transport, with(acr(transport, "s"), Route.ANY))).peer())
        .isEqualTo("cf2.example.com");
  }

  @Test
  void weightsShareTheRequests() throws Exception {
    start(first.config().withWeight(3), second.config().withWeight(1));
    askMany(2000).forEach(Asked::outcome);
    assertThat(first.requests().size()).isBetween(1300, 1700);
    assertThat(first.requests().size() + second.requests().size()).isEqualTo(2000);
  }

  @Test
  void aSlowPeerHoldsUpNobodyElse() throws Exception {
    first.does(ScriptedPeer.SILENCE);
    start(first.config().withWeight(1), second.config().withWeight(1));
    List<Asked> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(ask(transport, with(acr(transport, "s" + i), Duration.ofMillis(500))));
    }
    all.forEach(Asked::outcome);
    assertThat(all).anyMatch(asked -> asked.outcome() instanceof Outcome.TimedOut);
    assertThat(all).anyMatch(asked -> asked.outcome() instanceof Outcome.Answered);
    assertThat(transport.peers()).allMatch(peer -> peer.outstanding() == 0);
  }

  @Test
  void everyRequestEndsOnceWhileBothPeersFlap() throws Exception {
    start(first.config(), second.config());
    List<Asked> all = new ArrayList<>();
    for (int flap = 0; flap < 60; flap++) {
      await("somebody is up", () -> isUp("cf1.example.com") || isUp("cf2.example.com"));
      all.addAll(askMany(100));
      (flap % 2 == 0 ? first : second).dropConnections();
    }
    all.forEach(Asked::outcome);
    await(
        "requests are answered again",
        () -> ask(transport, acr(transport, "s")).outcome() instanceof Outcome.Answered);
    transport.stop(Duration.ofSeconds(1));
    assertThat(all).allMatch(asked -> asked.count() == 1);
  }

  private static PeerTimers timers(Duration watchdog, Duration failBack) {
    return new PeerTimers(
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        watchdog,
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        failBack,
        Duration.ofMillis(300));
  }

  private List<Asked> askMany(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ask(transport, acr(transport, "s" + i)))
        .toList();
  }

  private NettyDiameterTransport transport(PeerConfig... peers) {
    return new NettyDiameterTransport(
        TransportConfig.outbound(NODE, "example.com", List.of(peers), timers),
        TransportMetrics.NONE);
  }

  private void start(PeerConfig... peers) throws Exception {
    transport = transport(peers);
    transport.start(NO_REQUESTS);
    await(
        "open", () -> transport.peers().stream().allMatch(peer -> peer.state() == PeerState.OPEN));
  }

  private boolean isUp(String host) {
    return stateOf(host) == PeerState.OPEN || stateOf(host) == PeerState.REOPEN;
  }

  private PeerState stateOf(String host) {
    return transport.peers().stream()
        .filter(peer -> peer.host().equals(host))
        .findFirst()
        .orElseThrow()
        .state();
  }
}
