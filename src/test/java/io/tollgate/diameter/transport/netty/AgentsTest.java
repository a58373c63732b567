package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.DiameterTransportContract.answered;
import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.DiameterTransportContract.resultOf;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static io.tollgate.diameter.transport.TestRequests.ccr;
import static io.tollgate.diameter.transport.TestRequests.replayed;
import static io.tollgate.diameter.transport.TestRequests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.transport.Asked;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.Route;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.ServersBehindAgents;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.Urgency;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two servers behind two agents that advertise only what they proxy (RFC 6733 2.4).
 *
 * <pre>
 *                      +-- dra1 --+-- ocs1
 *   transport under ---+          X
 *        test          +-- dra2 --+-- ocs2
 * </pre>
 */
class AgentsTest {

  private static final int SESSIONS = Integer.getInteger("tollgate.agents.sessions", 400);

  private final ServersBehindAgents servers =
      new ServersBehindAgents("ocs1.example.com", "ocs2.example.com");
  private final ScriptedPeer first = servers.agent("dra1.example.com");
  private final ScriptedPeer second = servers.agent("dra2.example.com");

  @SuppressWarnings("NullAway.Init")
  private NettyDiameterTransport transport;

  @AfterEach
  void stop() {
    transport.stop(Duration.ZERO);
    first.close();
    second.close();
  }

  @Test
  void whatFollowsNamesTheServerThatAnswered() throws Exception {
    start(first.config());
    for (int i = 0; i < 10; i++) {
      String server = begin("s" + i);
      assertThat(resultOf(ask(transport, update("s" + i, server)))).isEqualTo(2001);
      first.nextRequest();
      assertThat(first.nextRequest().avps().text(BaseAvps.DESTINATION_HOST)).isEqualTo(server);
    }
    assertThat(servers.unknownSessions()).isZero();
  }

  @Test
  void afterARestartAPeerThatHasNotShownWhatItIsIsTakenForAnAgent() throws Exception {
    start(first.config());
    String server = begin("s");
    transport.stop(Duration.ZERO);
    start(first.config());
    assertThat(resultOf(ask(transport, update("s", server)))).isEqualTo(2001);
  }

  /** RFC 6733 5.5.4: another agent is another way to the same server, and no failover of it. */
  @Test
  void anotherAgentIsAWayToTheSameServer() throws Exception {
    start(first.config().withPriority(1), second.config().withPriority(2));
    String server = begin("s");
    first.does(ScriptedPeer.SILENCE);
    Asked asked = ask(transport, update("s", server));
    first.nextRequest();
    first.nextRequest();
    first.die();
    assertThat(resultOf(asked)).isEqualTo(2001);
    Message moved = second.nextRequest();
    assertThat(moved.avps().text(BaseAvps.DESTINATION_HOST)).isEqualTo(server);
    assertThat(moved.isRetransmission()).isTrue();
  }

  @Test
  void anAgentThatCannotReachTheServerIsLeftForAnother() throws Exception {
    start(first.config().withPriority(1), second.config().withPriority(2));
    String server = begin("s");
    first.does((request, link) -> link.answer(request, ResultCode.UNABLE_TO_DELIVER));
    assertThat(resultOf(ask(transport, update("s", server)))).isEqualTo(2001);
    assertThat(second.nextRequest().isRetransmission()).isFalse();
  }

  @Test
  void aServerThatIsTooBusyIsNotAskedAgainThroughAnotherAgent() throws Exception {
    start(first.config().withPriority(1), second.config().withPriority(2));
    String server = begin("s");
    first.does((request, link) -> link.answerAs(server, request, ResultCode.TOO_BUSY, more -> {}));
    assertThat(resultOf(ask(transport, update("s", server)))).isEqualTo(ResultCode.TOO_BUSY);
    assertThat(second.requests()).isEmpty();
  }

  /** RFC 8506 5.7: without CC-Session-Failover the stream does not move. */
  @Test
  void aSessionThatMayNotMoveWaitsForItsServer() throws Exception {
    ScriptedPeer direct = ScriptedPeer.named("ocs1.example.com");
    ScriptedPeer other = ScriptedPeer.named("ocs2.example.com");
    try {
      start(direct.config().withPriority(1), other.config().withPriority(2));
      assertThat(begin("s")).isEqualTo("ocs1.example.com");
      ask(transport, with(update("t", "x"), Route.toServer("ocs2.example.com"))).outcome();
      other.requests().clear();
      direct.die();
      await("down", () -> stateOf("ocs1.example.com") != PeerState.OPEN);
      assertThat(ask(transport, update("s", "ocs1.example.com")).outcome())
          .isInstanceOf(Outcome.NoPeer.class);
      assertThat(other.requests()).isEmpty();
      Asked moves =
          ask(
              transport,
              with(with(update("s", "x"), Failover.ANY), Route.toServerFirst("ocs1.example.com")));
      assertThat(answered(moves).peer()).isEqualTo("ocs2.example.com");
      assertThat(other.nextRequest().avps().has(BaseAvps.DESTINATION_HOST)).isFalse();
    } finally {
      direct.close();
      other.close();
    }
  }

  /** A proxy agent killed and restarted: no session meets 5002. */
  @Test
  void noSessionGoesToTheWrongServerWhileAgentsDieAndComeBack() throws Exception {
    start(first.config(), second.config());
    for (int i = 0; i < SESSIONS; i++) {
      if (i % 40 == 10) {
        first.die();
      } else if (i % 40 == 20) {
        first.comeBack();
      } else if (i % 40 == 30) {
        second.dropConnections();
      }
      session("s" + i);
    }
    assertThat(servers.unknownSessions()).isZero();
    assertThat(servers.open()).isZero();
  }

  private void session(String session) {
    String server = begin(session);
    untilAnswered(session, 2, 1, server);
    untilAnswered(session, 2, 2, server);
    untilAnswered(session, 3, 3, server);
  }

  /** As the journal does: again, with T where it may have arrived. */
  private void untilAnswered(String session, int type, int number, String server) {
    boolean again = false;
    while (true) {
      var request =
          with(
              with(ccr(transport, session, type, number, Urgency.LAST), Failover.NONE),
              Route.toServer(server));
      Outcome outcome = ask(transport, again ? replayed(request) : request).outcome();
      if (outcome instanceof Outcome.Answered answer
          && answer.answer().avps().unsigned32(BaseAvps.RESULT_CODE).orElse(0) != 3002) {
        assertThat(answer.answer().avps().unsigned32(BaseAvps.RESULT_CODE)).hasValue(2001);
        return;
      }
      again |= outcome.mayHaveArrived();
      LockSupport.parkNanos(5_000_000);
    }
  }

  private String begin(String session) {
    while (true) {
      Outcome outcome =
          ask(transport, with(ccr(transport, session, 1, 0, Urgency.NEW), Failover.ANY)).outcome();
      if (outcome instanceof Outcome.Answered answer) {
        return String.valueOf(answer.answer().avps().text(BaseAvps.ORIGIN_HOST));
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  private OutboundRequest update(String session, String server) {
    return with(
        with(ccr(transport, session, 2, 1, Urgency.UNDER_WAY), Failover.NONE),
        Route.toServer(server));
  }

  private void start(PeerConfig... peers) throws Exception {
    PeerTimers timers =
        new PeerTimers(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ZERO,
            Duration.ofMillis(300));
    transport =
        new NettyDiameterTransport(
            TransportConfig.outbound(NODE, "example.com", List.of(peers), timers),
            TransportMetrics.NONE);
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
