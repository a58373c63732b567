package io.tollgate.diameter.freediameter;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.DiameterTransportContract.answered;
import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static io.tollgate.diameter.transport.TestRequests.TIMERS;
import static io.tollgate.diameter.transport.TestRequests.ccr;
import static io.tollgate.diameter.transport.TestRequests.replayed;
import static io.tollgate.diameter.transport.TestRequests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.OutboundRequest;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.Route;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.ServersBehindAgents;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.Urgency;
import io.tollgate.diameter.transport.netty.NettyDiameterTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * freeDiameter between us and two servers: as a relay, as a proxying agent, as a redirect agent.
 *
 * <pre>
 *   transport under test ---- freeDiameter --+-- ocs1
 *                                            +-- ocs2
 * </pre>
 */
class FreeDiameterAgentIT {

  private static final int SESSIONS = Integer.getInteger("tollgate.agents.sessions", 60);

  private final ServersBehindAgents servers =
      new ServersBehindAgents("ocs1.example.com", "ocs2.example.com");
  private final ScriptedPeer first = ScriptedPeer.everywhere("ocs1.example.com");
  private final ScriptedPeer second = ScriptedPeer.everywhere("ocs2.example.com");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private NettyDiameterTransport transport;

  FreeDiameterAgentIT() {
    first.does(servers::serve);
    second.does(servers::serve);
  }

  @AfterEach
  void stop() {
    transport.stop(Duration.ZERO);
    first.close();
    second.close();
  }

  @Test
  void throughARelayThatIsKilledNoSessionMeetsTheWrongServer() throws Exception {
    noSessionMeetsTheWrongServer("");
  }

  /** RFC 6733 2.4: it advertises what it proxies, so that nothing tells an agent by its CEA. */
  @Test
  void throughAProxyThatIsKilledNoSessionMeetsTheWrongServer() throws Exception {
    noSessionMeetsTheWrongServer("proxy");
  }

  private void noSessionMeetsTheWrongServer(String kind) throws Exception {
    try (FreeDiameter agent = FreeDiameter.agent(folder, kind, List.of(first, second))) {
      start(agent.config());
      for (int i = 0; i < SESSIONS; i++) {
        if (i == SESSIONS / 3) {
          String server = begin("over the restart");
          agent.killAndRestart();
          untilAnswered("over the restart", 2, 1, server);
          untilAnswered("over the restart", 3, 2, server);
        }
        String server = begin("s" + i);
        untilAnswered("s" + i, 2, 1, server);
        untilAnswered("s" + i, 3, 2, server);
      }
      assertThat(first.requests().size()).as("both serve").isPositive();
      assertThat(second.requests().size()).as("both serve").isPositive();
      assertThat(servers.open()).as("each was ended where it was begun").isZero();
      assertThat(agent.says("AGENT is ready: proxy")).isEqualTo(kind.equals("proxy"));
    }
  }

  /** The agent finds another server for what names none; what has one waits for it. */
  @Test
  void aServerThatDiesBehindTheProxyLosesItsOwnSessionsAlone() throws Exception {
    try (FreeDiameter agent = FreeDiameter.agent(folder, "proxy", List.of(first, second))) {
      start(agent.config());
      String server = begin("s");
      ScriptedPeer its = server.equals("ocs1.example.com") ? first : second;
      its.die();
      assertThat(begin("t")).isNotEqualTo(server);
      // freeDiameter takes Destination-Host for a wish, and brings it to the other.
      Outcome waits = ask(transport, toServer("s", 2, 1, server)).outcome();
      assertThat(waits).isInstanceOf(Outcome.Misrouted.class);
      assertThat(waits.mayHaveArrived()).isFalse();
      its.comeBack();
      untilAnswered("s", 2, 1, server);
    }
  }

  @Test
  void aRedirectAgentSendsUsToTheServer() throws Exception {
    try (FreeDiameter agent =
        FreeDiameter.agent(
            folder, "redirect aaa://ocs2.example.com:3868;transport=tcp", List.of(first))) {
      start(agent.config().withPriority(1), second.config().withPriority(2));
      for (int i = 0; i < 5; i++) {
        assertThat(answered(ask(transport, ccr(transport, "s" + i))).peer())
            .isEqualTo("ocs2.example.com");
      }
      assertThat(first.requests()).isEmpty();
    }
  }

  private String begin(String session) {
    while (true) {
      Outcome outcome =
          ask(transport, with(ccr(transport, session, 1, 0, Urgency.NEW), Failover.ANY)).outcome();
      if (outcome instanceof Outcome.Answered answer && isSuccess(answer)) {
        return String.valueOf(answer.answer().avps().text(BaseAvps.ORIGIN_HOST));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** As the journal does: again, with T where it may have arrived. */
  private void untilAnswered(String session, int type, int number, String server) {
    OutboundRequest request = toServer(session, type, number, server);
    boolean again = false;
    while (true) {
      Outcome outcome = ask(transport, again ? replayed(request) : request).outcome();
      if (outcome instanceof Outcome.Answered answer
          && MessageCodec.resultCode(answer.answer().avps()) != 3002) {
        assertThat(isSuccess(answer)).as(session + " " + type + ": " + answer).isTrue();
        return;
      }
      again |= outcome.mayHaveArrived();
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static boolean isSuccess(Outcome.Answered answer) {
    return MessageCodec.resultCode(answer.answer().avps()) == 2001;
  }

  private OutboundRequest toServer(String session, int type, int number, String server) {
    return with(
        with(
            with(ccr(transport, session, type, number, Urgency.LAST), Failover.NONE),
            Route.toServer(server)),
        Duration.ofSeconds(3));
  }

  private void start(PeerConfig... peers) throws Exception {
    transport =
        new NettyDiameterTransport(
            TransportConfig.outbound(NODE, "example.com", List.of(peers), TIMERS),
            TransportMetrics.NONE);
    transport.start(NO_REQUESTS);
    await(
        "open", () -> transport.peers().stream().allMatch(peer -> peer.state() == PeerState.OPEN));
  }
}
