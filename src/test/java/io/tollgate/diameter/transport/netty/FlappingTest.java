package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static io.tollgate.diameter.transport.TestRequests.acr;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.diameter.transport.Asked;
import io.tollgate.diameter.transport.Outcome;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.ScriptedPeer;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Peers that go and come back once a second for a minute, while requests go on: each gets exactly
 * one outcome. The second is a tenth of one here, with all timers in proportion; {@code
 * -Dtollgate.flap.second=1000} takes it at its word.
 */
class FlappingTest {
  private static final int FLAPS = 60;
  private static final int SECOND = Integer.getInteger("tollgate.flap.second", 100);

  private final ScriptedPeer first = ScriptedPeer.named("cf1.example.com");
  private final ScriptedPeer second = ScriptedPeer.named("cf2.example.com");
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  @SuppressWarnings("NullAway.Init")
  private NettyDiameterTransport transport;

  @AfterEach
  void stop() {
    clock.shutdownNow();
    transport.stop(Duration.ZERO);
    first.close();
    second.close();
  }

  @Test
  void anOnlyPeerThatFlaps() throws Exception {
    start(first.config());
    Map<Class<?>, Long> outcomes = flap(false);
    assertThat(outcomes).containsKeys(Outcome.Answered.class, Outcome.NoPeer.class);
  }

  @Test
  void twoPeersThatFlapInTurn() throws Exception {
    start(first.config().withPriority(1), second.config().withPriority(2));
    Map<Class<?>, Long> outcomes = flap(true);
    assertThat(outcomes).containsKey(Outcome.Answered.class);
  }

  private Map<Class<?>, Long> flap(boolean both) throws Exception {
    CountDownLatch over = new CountDownLatch(2 * FLAPS);
    boolean[] up = {true};
    int[] turn = {0};
    clock.scheduleAtFixedRate(
        () -> {
          if (over.getCount() > 0) {
            ScriptedPeer peer = both && turn[0] % 2 == 1 ? second : first;
            if (up[0]) {
              peer.die();
            } else {
              peer.comeBack();
              turn[0]++;
            }
            up[0] = !up[0];
            over.countDown();
          }
        },
        SECOND / 2,
        SECOND / 2,
        TimeUnit.MILLISECONDS);
    List<Asked> all = new ArrayList<>();
    while (over.getCount() > 0) {
      for (int i = 0; i < 5; i++) {
        all.add(ask(transport, acr(transport, "s" + all.size())));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    Map<Class<?>, Long> outcomes = new HashMap<>();
    all.forEach(asked -> outcomes.merge(asked.outcome().getClass(), 1L, Long::sum));
    await(
        "requests are answered again",
        () -> ask(transport, acr(transport, "after")).outcome() instanceof Outcome.Answered);
    transport.stop(Duration.ofSeconds(1));
    assertThat(all).hasSizeGreaterThan(FLAPS * 5).allMatch(asked -> asked.count() == 1);
    assertThat(transport.peers()).allMatch(peer -> peer.outstanding() == 0);
    return outcomes;
  }

  private void start(PeerConfig... peers) throws Exception {
    PeerTimers timers =
        new PeerTimers(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofMillis(SECOND / 10),
            Duration.ofMillis(SECOND / 5),
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
}
