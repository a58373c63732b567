package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.TestRequests.acr;
import static io.tollgate.diameter.transport.TestRequests.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.transport.Asked;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerText;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.TransportException;
import io.tollgate.diameter.transport.TransportMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator changes the peers while requests go on. */
class PeerChangeTest {
  private final ScriptedPeer first = ScriptedPeer.named("cf1.example.com");
  private final ScriptedPeer second = ScriptedPeer.named("cf2.example.com");
  private final List<Asked> asked = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private NettyDiameterTransport transport;

  private void start(PeerConfig... peers) throws TransportException {
    transport = new NettyDiameterTransport(config(peers), TransportMetrics.NONE);
    transport.start(NO_REQUESTS);
    awaitOpen(peers.length);
  }

  private void awaitOpen(int peers) {
    await(
        "open peers: " + peers,
        () ->
            transport.peers().size() == peers
                && transport.peers().stream().allMatch(peer -> peer.state() == PeerState.OPEN));
  }

  @AfterEach
  void stop() {
    transport.stop(Duration.ZERO);
    first.close();
    second.close();
  }

  private void load(int requests) {
    for (int i = 0; i < requests; i++) {
      asked.add(ask(transport, acr(transport, "session" + asked.size())));
    }
  }

  @Test
  void requestsGoOnWhileOneTakesThePlaceOfTheOther() throws Exception {
    start(first.config());
    load(500);
    transport.change(List.of(second.config()), null);
    load(500);
    for (Asked one : asked) {
      assertThat(one.outcome()).isInstanceOf(Outcome.Answered.class);
      assertThat(one.count()).isEqualTo(1);
    }
    awaitOpen(1);
    assertThat(transport.peers().get(0).host()).isEqualTo("cf2.example.com");
    await(
        "a good-bye to the first",
        () -> first.peerMessageCount(Commands.DISCONNECT_PEER.code()) == 1);
    assertThat(second.peerMessageCount(Commands.DISCONNECT_PEER.code())).isZero();
  }

  @Test
  void onesThatStayKeepTheirConnection() throws Exception {
    start(first.config());
    transport.change(List.of(first.config(), second.config()), null);
    awaitOpen(2);
    transport.change(List.of(first.config()), null);
    awaitOpen(1);
    await(
        "a good-bye to the second",
        () -> second.peerMessageCount(Commands.DISCONNECT_PEER.code()) == 1);
    assertThat(first.peerMessageCount(Commands.CAPABILITIES_EXCHANGE.code())).isEqualTo(1);
    assertThat(first.peerMessageCount(Commands.DISCONNECT_PEER.code())).isZero();
  }

  @Test
  void oneThatIsDescribedOtherwiseIsConnectedToAnewAndNothingIsLost() throws Exception {
    start(first.config());
    for (int priority = 2; priority < 6; priority++) {
      load(100);
      transport.change(List.of(first.config().withPriority(priority)), null);
      load(100);
    }
    for (Asked one : asked) {
      assertThat(one.outcome()).isInstanceOf(Outcome.Answered.class);
    }
    awaitOpen(1);
  }

  @Test
  void oneThatNeedsTlsWithoutCertificatesIsRefusedAndNothingChanges() throws Exception {
    start(first.config());
    assertThatThrownBy(() -> transport.change(List.of(PeerText.parse("cf3.example.com;tls")), null))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no certificates");
    load(1);
    assertThat(asked.get(0).outcome()).isInstanceOf(Outcome.Answered.class);
    assertThat(transport.peers()).hasSize(1);
  }

  @Test
  void oneThatAnOperatorTakesDownGetsAGoodByeAndNothingMoreUntilItIsPutIntoUseAgain()
      throws Exception {
    start(first.config(), second.config());
    load(200);
    transport.hold("CF1.example.com", true);
    load(200);
    for (Asked one : asked) {
      assertThat(one.outcome()).isInstanceOf(Outcome.Answered.class);
      assertThat(one.count()).isEqualTo(1);
    }
    await(
        "a good-bye to the first",
        () -> first.peerMessageCount(Commands.DISCONNECT_PEER.code()) == 1);
    await("held", () -> transport.peers().get(0).state() == PeerState.HELD);
    transport.change(List.of(first.config().withPriority(7), second.config()), null);
    transport.change(List.of(first.config(), second.config()), null);
    load(100);
    for (Asked one : asked.subList(400, 500)) {
      assertThat(one.outcome())
          .isInstanceOfSatisfying(
              Outcome.Answered.class,
              answered -> assertThat(answered.peer()).isEqualTo("cf2.example.com"));
    }
    assertThat(first.peerMessageCount(Commands.CAPABILITIES_EXCHANGE.code())).isEqualTo(1);
    transport.hold("cf1.example.com", false);
    awaitOpen(2);
    assertThat(first.peerMessageCount(Commands.CAPABILITIES_EXCHANGE.code())).isEqualTo(2);
  }

  @Test
  void whereTheOnlyPeerIsTakenDownRequestsHaveNone() throws Exception {
    start(first.config());
    transport.hold("cf1.example.com", true);
    load(1);
    assertThat(asked.get(0).outcome()).isInstanceOf(Outcome.NoPeer.class);
    transport.hold("cf1.example.com", false);
    awaitOpen(1);
    load(1);
    assertThat(asked.get(1).outcome()).isInstanceOf(Outcome.Answered.class);
  }
}
