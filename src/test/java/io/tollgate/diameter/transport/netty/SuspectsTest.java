package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.DiameterTransportContract.answered;
import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.DiameterTransportContract.resultOf;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static io.tollgate.diameter.transport.TestRequests.ccr;
import static io.tollgate.diameter.transport.TestRequests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.transport.Asked;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.Route;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One of two OCSs is reset, muted, takes leave, or does not trust us: calls go to the other. */
class SuspectsTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final ScriptedPeer first = ScriptedPeer.named("ocs1.example.com");
  private final ScriptedPeer second = ScriptedPeer.named("ocs2.example.com");

  @SuppressWarnings("NullAway.Init")
  private NettyDiameterTransport transport;

  private Duration watchdog = LONG;
  private Duration silence = Duration.ofMillis(300);

  @AfterEach
  void stop() {
    transport.stop(Duration.ZERO);
    first.close();
    second.close();
  }

  /** It may answer its watchdogs all along. */
  @Test
  void aPeerThatLeavesRequestsUnansweredIsAskedLast() throws Exception {
    start();
    first.does(ScriptedPeer.SILENCE);
    Asked stays = ask(transport, ccr(transport, "s", 1, 0, Urgency.NEW));
    first.nextRequest();
    await("silent", () -> stateOf("ocs1.example.com") == PeerState.SUSPECT);
    assertThat(answered(call("t")).peer()).isEqualTo("ocs2.example.com");
    assertThat(stays.isOpen()).as("it may not move: it is without a T flag elsewhere").isTrue();
  }

  @Test
  void whatMayMoveLeavesASilentPeer() throws Exception {
    start();
    first.does(ScriptedPeer.SILENCE);
    Asked moves = ask(transport, with(ccr(transport, "s", 1, 0, Urgency.NEW), Failover.ANY));
    assertThat(answered(moves).peer()).isEqualTo("ocs2.example.com");
    assertThat(second.nextRequest().isRetransmission()).isTrue();
  }

  @Test
  void whatIsForASilentPeerAloneStillGoesToItAndAnAnswerBringsItBack() throws Exception {
    start();
    first.does(ScriptedPeer.SILENCE);
    ask(transport, ccr(transport, "s", 1, 0, Urgency.NEW));
    await("silent", () -> stateOf("ocs1.example.com") == PeerState.SUSPECT);
    first.does(ScriptedPeer.SUCCESS);
    Asked termination =
        ask(
            transport,
            with(
                with(ccr(transport, "s", 3, 1, Urgency.LAST), Failover.NONE),
                Route.toServer("ocs1.example.com")));
    assertThat(answered(termination).peer()).isEqualTo("ocs1.example.com");
    assertThat(stateOf("ocs1.example.com")).isEqualTo(PeerState.OPEN);
    assertThat(answered(call("t")).peer()).isEqualTo("ocs1.example.com");
  }

  @Test
  void aSilentPeerIsBetterThanNone() throws Exception {
    start();
    first.does(ScriptedPeer.SILENCE);
    ask(transport, ccr(transport, "s", 1, 0, Urgency.NEW));
    await("silent", () -> stateOf("ocs1.example.com") == PeerState.SUSPECT);
    second.die();
    await("down", () -> stateOf("ocs2.example.com") != PeerState.OPEN);
    first.does(ScriptedPeer.SUCCESS);
    assertThat(answered(call("t")).peer()).isEqualTo("ocs1.example.com");
  }

  /** RFC 6733 5.4: what it leaves unanswered when it takes leave, it did not act on. */
  @Test
  void aRequestThatIsOpenWhenThePeerTakesLeaveGoesToTheOther() throws Exception {
    start();
    first.does(ScriptedPeer.SILENCE);
    Asked open = call("s");
    first.nextRequest();
    first.sayGoodBye(0);
    assertThat(answered(open).peer()).isEqualTo("ocs2.example.com");
    assertThat(open.count()).isOne();
  }

  @Test
  void aSessionThatMayNotMoveDoesNotFollowTheLeave() throws Exception {
    start();
    first.does(ScriptedPeer.SILENCE);
    Asked open =
        ask(
            transport,
            with(
                with(ccr(transport, "s", 2, 1, Urgency.UNDER_WAY), Failover.NONE),
                Route.toServer("ocs1.example.com")));
    first.nextRequest();
    first.sayGoodBye(1);
    assertThat(open.outcome())
        .isEqualTo(new Outcome.PeerLost("ocs1.example.com", "ocs1.example.com"));
    assertThat(second.requests()).isEmpty();
  }

  /** RFC 6733 5.4.3: BUSY and DO_NOT_WANT_TO_TALK_TO_YOU are no invitation to come back soon. */
  @Test
  void aPeerThatIsBusyOrDoesNotWantUsIsLeftAlone() throws Exception {
    for (int cause : new int[] {1, 2}) {
      start();
      first.sayGoodBye(cause);
      first.nextAnswer();
      await("left", () -> stateOf("ocs1.example.com") == PeerState.DOWN);
      drainPeerMessages();
      LockSupport.parkNanos(Duration.ofMillis(900).toNanos());
      assertThat(first.peerMessageCount(Commands.CAPABILITIES_EXCHANGE.code())).isZero();
      transport.stop(Duration.ZERO);
    }
    start();
    first.sayGoodBye(0);
    await("left", () -> stateOf("ocs1.example.com") != PeerState.OPEN);
    await("back after REBOOTING", () -> stateOf("ocs1.example.com") == PeerState.REOPEN);
  }

  /** RFC 3539 3.4.1: after a reset both sides may be in REOPEN, and the peer for longer. */
  @Test
  void noCallWaitsForAPeerThatHasUsOnProbation() throws Exception {
    watchdog = Duration.ofMillis(200);
    silence = LONG;
    first.keepsProbation(Duration.ofMillis(700));
    start();
    first.requests().clear();
    first.dropConnections();
    await("reset", () -> stateOf("ocs1.example.com") != PeerState.OPEN);
    List<String> by = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
    while (System.nanoTime() < end && (by.size() < 20 || !by.get(by.size() - 1).contains("1"))) {
      long asked = System.nanoTime();
      by.add(answered(call("s" + by.size())).peer());
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
      LockSupport.parkNanos(20_000_000);
    }
    assertThat(by).contains("ocs2.example.com");
    assertThat(by.get(by.size() - 1)).as("it is used again").isEqualTo("ocs1.example.com");
  }

  @Test
  void aPeerThatWasNeverUpIsTrustedAtOnce() throws Exception {
    first.die();
    transport = transport(config(first, 1), config(second, 2));
    transport.start(NO_REQUESTS);
    await("one is open", () -> stateOf("ocs2.example.com") == PeerState.OPEN);
    first.comeBack();
    await("the other too", () -> stateOf("ocs1.example.com") == PeerState.OPEN);
    assertThat(resultOf(call("s"))).isEqualTo(2001);
  }

  private void drainPeerMessages() {
    Message message;
    do {
      message = first.pollPeerMessage();
    } while (message != null);
  }

  private Asked call(String session) {
    return ask(transport, ccr(transport, session, 1, 0, Urgency.NEW));
  }

  private static PeerConfig config(ScriptedPeer peer, int priority) {
    return peer.config().withPriority(priority);
  }

  private NettyDiameterTransport transport(PeerConfig... peers) {
    PeerTimers timers =
        new PeerTimers(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            watchdog,
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            LONG,
            Duration.ofMillis(300),
            silence);
    return new NettyDiameterTransport(
        TransportConfig.outbound(NODE, "example.com", List.of(peers), timers),
        TransportMetrics.NONE);
  }

  private void start() throws Exception {
    transport = transport(config(first, 1), config(second, 2));
    transport.start(NO_REQUESTS);
    await(
        "open", () -> transport.peers().stream().allMatch(peer -> peer.state() == PeerState.OPEN));
  }

  private PeerState stateOf(String host) {
    return transport.peers().stream()
        .filter(peer -> peer.host().equals(host))
        .findFirst()
        .orElseThrow()
        .state();
  }
}
