package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.DiameterTransportContract.answered;
import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.DiameterTransportContract.resultOf;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static io.tollgate.diameter.transport.TestRequests.TIMERS;
import static io.tollgate.diameter.transport.TestRequests.acr;
import static io.tollgate.diameter.transport.TestRequests.ccr;
import static io.tollgate.diameter.transport.TestRequests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.avp.ResultCode;
import io.tollgate.diameter.transport.Asked;
import io.tollgate.diameter.transport.MicrometerTransportMetrics;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.TransportConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A redirect agent: it says who serves a request and forwards nothing (RFC 6733 6.1.8, 6.12). */
class RedirectTest {

  private final ScriptedPeer agent = ScriptedPeer.named("redirect.example.com");
  private final ScriptedPeer server = ScriptedPeer.named("ocs1.example.com");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @SuppressWarnings("NullAway.Init")
  private NettyDiameterTransport transport;

  @AfterEach
  void stop() {
    transport.stop(Duration.ZERO);
    agent.close();
    server.close();
  }

  @Test
  void theRequestGoesWhereItIsRedirectedTo() throws Exception {
    start();
    redirects(0, 0, "aaa://ocs1.example.com:3868;transport=tcp");
    for (int i = 0; i < 3; i++) {
      // Nobody acted on it, so that no failover is needed to send it on.
      Asked asked = ask(transport, with(acr(transport, "s" + i), Failover.NONE));
      assertThat(answered(asked).peer()).isEqualTo("ocs1.example.com");
      assertThat(server.nextRequest().isRetransmission()).isFalse();
    }
    assertThat(agent.requests()).as("DONT_CACHE").hasSize(3);
    assertThat(
            meters
                .get("tollgate.diameter.diverted")
                .tag("reason", "redirected")
                .tag("peer", agent.host())
                .counter()
                .count())
        .isEqualTo(3);
  }

  @Test
  void whatTheAgentSaidIsRememberedForAsLongAsItSaid() throws Exception {
    start();
    redirects(3, 1, "aaa://ocs1.example.com");
    for (int i = 0; i < 5; i++) {
      assertThat(resultOf(ask(transport, acr(transport, "s" + i)))).isEqualTo(2001);
    }
    assertThat(agent.requests()).hasSize(1);
    assertThat(resultOf(ask(transport, ccr(transport, "of the other application"))))
        .isEqualTo(2001);
    assertThat(agent.requests()).hasSize(2);
    await(
        "asked again",
        () -> {
          ask(transport, acr(transport, "t")).outcome();
          return agent.requests().size() > 2;
        });
  }

  @Test
  void aSessionIsRememberedByItself() throws Exception {
    start();
    redirects(1, 600, "aaa://ocs1.example.com");
    ask(transport, acr(transport, "s")).outcome();
    ask(transport, acr(transport, "s")).outcome();
    ask(transport, acr(transport, "t")).outcome();
    assertThat(agent.requests()).hasSize(2);
  }

  @Test
  void aCircleEnds() throws Exception {
    start();
    redirects(0, 0, "aaa://ocs1.example.com");
    server.does(
        (request, link) ->
            link.answer(
                request,
                ResultCode.REDIRECT_INDICATION,
                more -> more.text(BaseAvps.REDIRECT_HOST, "aaa://redirect.example.com")));
    assertThat(resultOf(ask(transport, acr(transport, "s"))))
        .isEqualTo(ResultCode.REDIRECT_INDICATION);
    assertThat(agent.requests().size() + server.requests().size()).isLessThan(6);
  }

  @Test
  void aHostThatIsNoneOfOursIsNotTalkedTo() throws Exception {
    start();
    redirects(0, 0, "aaa://ocs.elsewhere.net:3868");
    assertThat(resultOf(ask(transport, acr(transport, "s"))))
        .as("another peer takes it")
        .isEqualTo(2001);
    assertThat(transport.peers()).hasSize(2);
  }

  /** A host of the realm becomes a peer; the request waits until it is known to be down. */
  @Test
  void aHostOfTheRealmThatCannotBeReachedEndsTheWait() throws Exception {
    start();
    server.die();
    await("down", () -> transport.peers().get(1).state() != PeerState.OPEN);
    redirects(0, 0, "aaa://nowhere.example.com:1;transport=tcp");
    assertThat(ask(transport, acr(transport, "s")).outcome()).isInstanceOf(Outcome.NoPeer.class);
    assertThat(transport.peers()).hasSize(3);
  }

  private void redirects(int usage, long seconds, String... hosts) {
    agent.does(
        (request, link) ->
            link.answer(
                request,
                ResultCode.REDIRECT_INDICATION,
                more -> {
                  for (String host : hosts) {
                    more.text(BaseAvps.REDIRECT_HOST, host);
                  }
                  more.integer32(BaseAvps.REDIRECT_HOST_USAGE, usage);
                  if (seconds > 0) {
                    more.unsigned32(BaseAvps.REDIRECT_MAX_CACHE_TIME, seconds);
                  }
                }));
  }

  private void start() throws Exception {
    PeerConfig[] peers = {agent.config().withPriority(1), server.config().withPriority(2)};
    transport =
        new NettyDiameterTransport(
            TransportConfig.outbound(NODE, "example.com", List.of(peers), TIMERS),
            new MicrometerTransportMetrics(meters));
    transport.start(NO_REQUESTS);
    await(
        "open", () -> transport.peers().stream().allMatch(peer -> peer.state() == PeerState.OPEN));
  }
}
