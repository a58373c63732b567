package io.tollgate.diameter.transport;

import static io.tollgate.diameter.transport.TestRequests.acr;
import static io.tollgate.diameter.transport.TestRequests.ccr;
import static io.tollgate.diameter.transport.TestRequests.config;
import static io.tollgate.diameter.transport.TestRequests.rar;
import static io.tollgate.diameter.transport.TestRequests.replayed;
import static io.tollgate.diameter.transport.TestRequests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What every transport does, whatever it is made of. */
public interface DiameterTransportContract {

  /** A transport that has not been started. */
  DiameterTransport transport(TransportConfig config);

  RequestHandler NO_REQUESTS =
      (request, peer, reply) -> reply.answer(ResultCode.UNABLE_TO_COMPLY, Avps.NONE);

  /** Starts a transport and waits until the peers are open. */
  default DiameterTransport started(RequestHandler handler, PeerConfig... peers)
      throws TransportException {
    DiameterTransport transport = transport(config(peers));
    transport.start(handler);
    await(
        "every peer is open",
        () -> transport.peers().stream().allMatch(peer -> peer.state() == PeerState.OPEN));
    return transport;
  }

  default DiameterTransport started(PeerConfig... peers) throws TransportException {
    return started(NO_REQUESTS, peers);
  }

  static Asked ask(DiameterTransport transport, OutboundRequest request) {
    Asked asked = new Asked();
    transport.send(request, asked);
    return asked;
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(2_000_000);
    }
  }

  static Outcome.Answered answered(Asked asked) {
    return (Outcome.Answered) asked.outcome();
  }

  static long resultOf(Asked asked) {
    return MessageCodec.resultCode(answered(asked).answer().avps());
  }

  @Test
  default void presentsItsApplicationsInTheCapabilitiesExchange() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com")) {
      DiameterTransport transport = started(peer.config());
      Avps cer = peer.nextPeerMessage().avps();
      assertThat(cer.text(BaseAvps.ORIGIN_HOST)).isEqualTo("tollgate.example.com");
      assertThat(cer.text(BaseAvps.ORIGIN_REALM)).isEqualTo("example.com");
      assertThat(cer.unsigneds32(BaseAvps.AUTH_APPLICATION_ID)).contains(4L);
      assertThat(cer.unsigneds32(BaseAvps.ACCT_APPLICATION_ID)).contains(3L);
      assertThat(cer.unsigneds32(BaseAvps.SUPPORTED_VENDOR_ID)).contains(10415L);
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void bringsTheAnswerToTheOneWhoAsked() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com")) {
      DiameterTransport transport = started(peer.config());
      Asked asked = ask(transport, acr(transport, "s;1;1"));
      assertThat(resultOf(asked)).isEqualTo(2001);
      assertThat(answered(asked).peer()).isEqualTo("cf.example.com");
      assertThat(answered(asked).answer().avps().text(BaseAvps.SESSION_ID)).isEqualTo("s;1;1");
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void writesSessionIdFirstAndTheRoutingAvps() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com")) {
      DiameterTransport transport = started(peer.config());
      OutboundRequest request = ccr(transport, "s;1;2");
      ask(transport, request).outcome();
      Message sent = peer.nextRequest();
      List<Integer> codes = new ArrayList<>();
      sent.avps().forEach((code, flags, vendor, data) -> codes.add(code));
      assertThat(codes.get(0)).isEqualTo(BaseAvps.SESSION_ID.code());
      assertThat(sent.avps().text(BaseAvps.ORIGIN_HOST)).isEqualTo("tollgate.example.com");
      assertThat(sent.avps().text(BaseAvps.DESTINATION_REALM)).isEqualTo("example.com");
      assertThat(sent.avps().has(BaseAvps.DESTINATION_HOST)).isFalse();
      assertThat(sent.application()).isEqualTo(4);
      assertThat(sent.flags()).isEqualTo(Message.REQUEST | Message.PROXIABLE);
      assertThat(sent.endToEnd()).isEqualTo(request.endToEnd());
      MessageCodec.decode(MessageCodec.encode(sent));
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void failsAtOnceWhenNoPeerIsUp() throws Exception {
    ScriptedPeer gone = ScriptedPeer.named("cf.example.com");
    gone.close();
    DiameterTransport transport = transport(config(gone.config()));
    transport.start(NO_REQUESTS);
    assertThat(ask(transport, with(acr(transport, "s"), Duration.ofHours(1))).outcome())
        .isInstanceOf(Outcome.NoPeer.class);
    transport.stop(Duration.ZERO);
  }

  @Test
  default void failsAtOnceWhenNoPeerServesTheInterface() throws Exception {
    try (ScriptedPeer peer = new ScriptedPeer("cdf.example.com", ChargingInterface.CH1)) {
      DiameterTransport transport = started(peer.config());
      assertThat(ask(transport, ccr(transport, "s")).outcome()).isInstanceOf(Outcome.NoPeer.class);
      assertThat(resultOf(ask(transport, acr(transport, "s")))).isEqualTo(2001);
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void prefersTheBetterPriority() throws Exception {
    try (ScriptedPeer first = ScriptedPeer.named("cf1.example.com");
        ScriptedPeer second = ScriptedPeer.named("cf2.example.com")) {
      DiameterTransport transport =
          started(first.config().withPriority(1), second.config().withPriority(2));
      for (int i = 0; i < 20; i++) {
        assertThat(answered(ask(transport, acr(transport, "s" + i))).peer())
            .isEqualTo("cf1.example.com");
      }
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void prefersTheHostsOfTheRouteAndNamesThem() throws Exception {
    try (ScriptedPeer first = ScriptedPeer.named("cf1.example.com");
        ScriptedPeer second = ScriptedPeer.named("cf2.example.com")) {
      DiameterTransport transport =
          started(first.config().withPriority(1), second.config().withPriority(2));
      Route route = new Route(List.of("cf2.example.com"), Route.Tier.ANY, false);
      Asked asked = ask(transport, with(acr(transport, "s"), route));
      assertThat(answered(asked).peer()).isEqualTo("cf2.example.com");
      assertThat(second.nextRequest().avps().text(BaseAvps.DESTINATION_HOST))
          .isEqualTo("cf2.example.com");
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void sendsToTheSecondaryTierWhenAsked() throws Exception {
    try (ScriptedPeer first = ScriptedPeer.named("cf1.example.com");
        ScriptedPeer second = ScriptedPeer.named("cf2.example.com")) {
      DiameterTransport transport =
          started(first.config().withPriority(1), second.config().withPriority(2));
      Route route = new Route(List.of("unknown.example.com"), Route.Tier.SECONDARY, true);
      assertThat(answered(ask(transport, with(acr(transport, "s"), route))).peer())
          .isEqualTo("cf2.example.com");
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void staysWithTheOnlyHostsEvenWhenTheyAreDown() throws Exception {
    try (ScriptedPeer first = ScriptedPeer.named("cf1.example.com");
        ScriptedPeer second = ScriptedPeer.named("cf2.example.com")) {
      DiameterTransport transport = started(first.config(), second.config());
      second.die();
      awaitState(transport, "cf2.example.com", PeerState.OPEN, false);
      Route route = new Route(List.of("cf2.example.com"), Route.Tier.ANY, true);
      assertThat(ask(transport, with(acr(transport, "s"), route)).outcome())
          .isInstanceOf(Outcome.NoPeer.class);
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void setsTheTFlagOfAReplayAndKeepsItsEndToEndIdentifier() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com")) {
      DiameterTransport transport = started(peer.config());
      OutboundRequest request = acr(transport, "s");
      ask(transport, request).outcome();
      ask(transport, replayed(request)).outcome();
      Message once = peer.nextRequest();
      Message again = peer.nextRequest();
      assertThat(once.isRetransmission()).isFalse();
      assertThat(again.isRetransmission()).isTrue();
      assertThat(again.endToEnd()).isEqualTo(once.endToEnd());
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void movesOpenRequestsToTheOtherPeerWhenOneDies() throws Exception {
    try (ScriptedPeer first = ScriptedPeer.named("cf1.example.com").does(ScriptedPeer.SILENCE);
        ScriptedPeer second = ScriptedPeer.named("cf2.example.com")) {
      DiameterTransport transport =
          started(first.config().withPriority(1), second.config().withPriority(2));
      List<Asked> open = new ArrayList<>();
      List<Integer> endToEnd = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        OutboundRequest request = acr(transport, "s" + i);
        endToEnd.add(request.endToEnd());
        open.add(ask(transport, request));
        first.nextRequest();
      }
      first.die();
      for (Asked asked : open) {
        assertThat(answered(asked).peer()).isEqualTo("cf2.example.com");
        assertThat(asked.count()).isEqualTo(1);
      }
      List<Message> moved = new ArrayList<>(second.requests());
      assertThat(moved).allMatch(Message::isRetransmission);
      assertThat(moved.stream().map(Message::endToEnd))
          .containsExactlyInAnyOrderElementsOf(endToEnd);
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void doesNotMoveRequestsThatMustNotFailOver() throws Exception {
    try (ScriptedPeer first = ScriptedPeer.named("cf1.example.com").does(ScriptedPeer.SILENCE);
        ScriptedPeer second = ScriptedPeer.named("cf2.example.com")) {
      DiameterTransport transport =
          started(first.config().withPriority(1), second.config().withPriority(2));
      Duration timeout = Duration.ofSeconds(2);
      Asked none = ask(transport, with(with(ccr(transport, "s1"), Failover.NONE), timeout));
      Asked ifSafe =
          ask(transport, with(with(ccr(transport, "s2"), Failover.IF_NOT_PROCESSED), timeout));
      first.nextRequest();
      first.nextRequest();
      first.die();
      assertThat(none.outcome()).isInstanceOfAny(Outcome.PeerLost.class, Outcome.TimedOut.class);
      assertThat(ifSafe.outcome()).isInstanceOfAny(Outcome.PeerLost.class, Outcome.TimedOut.class);
      assertThat(second.requests()).isEmpty();
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void givesUpWhenTheOnlyPeerDies() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com").does(ScriptedPeer.SILENCE)) {
      DiameterTransport transport = started(peer.config());
      Asked asked = ask(transport, with(acr(transport, "s"), Duration.ofSeconds(2)));
      peer.nextRequest();
      peer.die();
      assertThat(asked.outcome()).isInstanceOfAny(Outcome.PeerLost.class, Outcome.TimedOut.class);
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void timesOutWhenThePeerIsMute() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com").does(ScriptedPeer.SILENCE)) {
      DiameterTransport transport = started(peer.config());
      Asked asked = ask(transport, with(acr(transport, "s"), Duration.ofMillis(200)));
      assertThat(asked.outcome()).isEqualTo(new Outcome.TimedOut("cf.example.com"));
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void triesTheOtherPeerWhenOneIsTooBusy() throws Exception {
    try (ScriptedPeer first = ScriptedPeer.named("cf1.example.com");
        ScriptedPeer second = ScriptedPeer.named("cf2.example.com")) {
      first.does((request, link) -> link.answer(request, ResultCode.TOO_BUSY));
      DiameterTransport transport =
          started(first.config().withPriority(1), second.config().withPriority(2));
      Asked moved = ask(transport, with(ccr(transport, "s1"), Failover.IF_NOT_PROCESSED));
      assertThat(resultOf(moved)).isEqualTo(2001);
      assertThat(second.nextRequest().isRetransmission()).isFalse();
      Route stay = new Route(List.of("cf1.example.com"), Route.Tier.ANY, true);
      Asked stayed = ask(transport, with(with(ccr(transport, "s2"), Failover.NONE), stay));
      assertThat(resultOf(stayed)).isEqualTo(ResultCode.TOO_BUSY);
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void reportsProtocolErrorsWhenEveryPeerHasOne() throws Exception {
    try (ScriptedPeer first = ScriptedPeer.named("cf1.example.com");
        ScriptedPeer second = ScriptedPeer.named("cf2.example.com")) {
      first.does((request, link) -> link.answer(request, ResultCode.TOO_BUSY));
      second.does((request, link) -> link.answer(request, ResultCode.UNABLE_TO_DELIVER));
      DiameterTransport transport =
          started(first.config().withPriority(1), second.config().withPriority(2));
      Asked asked = ask(transport, ccr(transport, "s"));
      assertThat(resultOf(asked)).isIn(3002L, 3004L);
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void reportsAnAnswerThatBreaksTheProtocol() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com")) {
      // Origin-State-Id of three octets.
      Avps broken = Avps.of(new byte[] {0, 0, 1, 0x16, 0x40, 0, 0, 11, 1, 2, 3, 0});
      peer.does((request, link) -> link.answer(request, 2001, more -> more.append(broken)));
      DiameterTransport transport = started(peer.config());
      Outcome outcome = ask(transport, acr(transport, "s")).outcome();
      assertThat(outcome).isInstanceOf(Outcome.BadAnswer.class);
      assertThat(((Outcome.BadAnswer) outcome).resultCode()).isEqualTo(5014);
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void skipsWhatAnAnswerHoldsThatNobodyKnows() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com")) {
      Avps unknown = Avps.of(new byte[] {0x00, 0x0F, 0x42, 0x40, 0x40, 0, 0, 12, 0, 0, 0, 1});
      peer.does((request, link) -> link.answer(request, 2001, more -> more.append(unknown)));
      DiameterTransport transport = started(peer.config());
      assertThat(resultOf(ask(transport, acr(transport, "s")))).isEqualTo(2001L);
      transport.stop(Duration.ZERO);
    }
  }

  /** RFC 6733 2.4: a proxying agent advertises what it proxies, so that its answers tell. */
  @Test
  default void namesTheServerOfASessionThroughAgents() throws Exception {
    ServersBehindAgents servers = new ServersBehindAgents("ocs1.example.com", "ocs2.example.com");
    try (ScriptedPeer first = servers.agent("dra1.example.com");
        ScriptedPeer second = servers.agent("dra2.example.com")) {
      DiameterTransport transport =
          started(first.config().withPriority(1), second.config().withPriority(2));
      String[] has = new String[2];
      for (int i = 0; i < 2; i++) {
        Asked begun = ask(transport, TestRequests.ccr(transport, "s" + i, 1, 0, Urgency.NEW));
        has[i] = answered(begun).answer().avps().text(BaseAvps.ORIGIN_HOST);
      }
      assertThat(has).containsExactly("ocs1.example.com", "ocs2.example.com");
      first.die();
      awaitState(transport, "dra1.example.com", PeerState.OPEN, false);
      for (int i = 0; i < 2; i++) {
        OutboundRequest end = TestRequests.ccr(transport, "s" + i, 3, 1, Urgency.LAST);
        Asked ended = ask(transport, with(with(end, Failover.NONE), Route.toServer(has[i])));
        assertThat(resultOf(ended)).isEqualTo(2001);
        assertThat(answered(ended).answer().avps().text(BaseAvps.ORIGIN_HOST)).isEqualTo(has[i]);
      }
      assertThat(servers.unknownSessions()).isZero();
      transport.stop(Duration.ZERO);
    }
  }

  /** RFC 8506 5.7: without CC-Session-Failover the stream does not move. */
  @Test
  default void aSessionDoesNotMoveToAnotherServer() throws Exception {
    try (ScriptedPeer first = ScriptedPeer.named("cf1.example.com");
        ScriptedPeer second = ScriptedPeer.named("cf2.example.com")) {
      DiameterTransport transport = started(first.config(), second.config());
      ask(transport, with(ccr(transport, "s"), Route.toServer("cf2.example.com"))).outcome();
      second.die();
      awaitState(transport, "cf2.example.com", PeerState.OPEN, false);
      Asked waits = ask(transport, with(ccr(transport, "s"), Route.toServer("cf2.example.com")));
      assertThat(waits.outcome().mayHaveArrived()).isFalse();
      Asked moves =
          ask(transport, with(ccr(transport, "s"), Route.toServerFirst("cf2.example.com")));
      assertThat(answered(moves).peer()).isEqualTo("cf1.example.com");
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void reconnectsWhenThePeerComesBack() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com")) {
      DiameterTransport transport = started(peer.config());
      peer.die();
      awaitState(transport, "cf.example.com", PeerState.OPEN, false);
      peer.comeBack();
      awaitState(transport, "cf.example.com", PeerState.OPEN, true);
      assertThat(resultOf(ask(transport, acr(transport, "s")))).isEqualTo(2001);
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void tellsTheOriginStateIdOfAPeerThatComesBack() throws Exception {
    List<Long> seen = new CopyOnWriteArrayList<>();
    RequestHandler handler =
        new RequestHandler() {
          @Override
          public void onRequest(Message request, String peer, Reply reply) {}

          @Override
          public void onPeer(String peer, OptionalLong originStateId) {
            seen.add(originStateId.orElse(0));
          }
        };
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com")) {
      peer.originState(7);
      DiameterTransport transport = started(handler, peer.config());
      peer.die();
      awaitState(transport, "cf.example.com", PeerState.OPEN, false);
      peer.originState(8);
      peer.comeBack();
      awaitState(transport, "cf.example.com", PeerState.OPEN, true);
      await("both are told", () -> seen.equals(List.of(7L, 8L)));
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void handsRequestsOfThePeerToTheHandlerAndItsAnswersBack() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com")) {
      DiameterTransport transport =
          started(
              (request, from, reply) -> {
                assertThat(request.command()).isEqualTo(Commands.RE_AUTH.code());
                reply.answer(ResultCode.LIMITED_SUCCESS, Avps.NONE);
                reply.answer(ResultCode.UNABLE_TO_COMPLY, Avps.NONE);
              },
              peer.config());
      Message rar = rar("s;1;9", "cf.example.com");
      peer.send(rar);
      Message raa = peer.nextAnswer();
      assertThat(raa.hopByHop()).isEqualTo(rar.hopByHop());
      assertThat(raa.endToEnd()).isEqualTo(rar.endToEnd());
      assertThat(raa.avps().text(BaseAvps.SESSION_ID)).isEqualTo("s;1;9");
      assertThat(raa.avps().unsigned32(BaseAvps.RESULT_CODE)).hasValue(2002);
      assertThat(raa.avps().text(BaseAvps.ORIGIN_HOST)).isEqualTo("tollgate.example.com");
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void takesLeaveWhenItStopsAndEndsWhatIsOpen() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com").does(ScriptedPeer.SILENCE)) {
      DiameterTransport transport = started(peer.config());
      Asked asked = ask(transport, acr(transport, "s"));
      peer.nextRequest();
      transport.stop(Duration.ZERO);
      assertThat(asked.outcome()).isEqualTo(new Outcome.Stopped());
      Message last = peer.nextPeerMessage();
      while (last.command() != Commands.DISCONNECT_PEER.code()) {
        last = peer.nextPeerMessage();
      }
      assertThat(ask(transport, acr(transport, "s2")).outcome())
          .isInstanceOfAny(Outcome.Stopped.class, Outcome.NoPeer.class);
      transport.stop(Duration.ZERO);
    }
  }

  @Test
  default void givesEachRequestOneOutcomeWhileThePeerFlaps() throws Exception {
    try (ScriptedPeer peer = ScriptedPeer.named("cf.example.com")) {
      DiameterTransport transport = started(peer.config());
      List<Asked> all = new ArrayList<>();
      for (int flap = 0; flap < 10; flap++) {
        for (int i = 0; i < 50; i++) {
          all.add(
              ask(transport, with(acr(transport, "s" + flap + "." + i), Duration.ofSeconds(2))));
        }
        peer.dropConnections();
        awaitState(transport, "cf.example.com", PeerState.OPEN, true);
      }
      all.forEach(Asked::outcome);
      transport.stop(Duration.ofSeconds(1));
      assertThat(all).allMatch(asked -> asked.count() == 1);
    }
  }

  static void awaitState(
      DiameterTransport transport, String host, PeerState state, boolean reached) {
    await(
        host + (reached ? " reaches " : " leaves ") + state,
        () ->
            transport.peers().stream()
                .filter(peer -> peer.host().equals(host))
                .allMatch(peer -> (peer.state() == state) == reached));
  }
}
