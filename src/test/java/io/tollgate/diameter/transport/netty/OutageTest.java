package io.tollgate.diameter.transport.netty;

import static io.tollgate.diameter.transport.DiameterTransportContract.NO_REQUESTS;
import static io.tollgate.diameter.transport.DiameterTransportContract.ask;
import static io.tollgate.diameter.transport.DiameterTransportContract.await;
import static io.tollgate.diameter.transport.TestRequests.NODE;
import static io.tollgate.diameter.transport.TestRequests.ccr;
import static io.tollgate.diameter.transport.TestRequests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.Failover;
import io.tollgate.diameter.transport.Asked;
import io.tollgate.diameter.transport.Outcome;
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

/**
 * Calls go on at a steady rate while something befalls one of two OCSs and passes: none waits
 * longer than Tx, soon none fails, and none is refused when the OCS is used again.
 *
 * <p>Times are a tenth of those in operation; {@code -Dtollgate.outage.scale=10} makes them whole.
 */
class OutageTest {

  private static final int SCALE = Integer.getInteger("tollgate.outage.scale", 1);
  private static final Duration TX = Duration.ofMillis(500L * SCALE);
  private static final Duration SILENCE = Duration.ofMillis(300L * SCALE);
  private static final Duration WATCHDOG = Duration.ofMillis(600L * SCALE);
  private static final Duration OUTAGE = Duration.ofMillis(2_000L * SCALE);
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** What may take longer on a loaded machine than it should. */
  private static final Duration GRACE = Duration.ofMillis(400);

  private final ScriptedPeer first = ScriptedPeer.named("ocs1.example.com");
  private final ScriptedPeer second = ScriptedPeer.named("ocs2.example.com");
  private final List<Call> calls = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private NettyDiameterTransport transport;

  /** A first interrogation, which CCFH TERMINATE does not let go twice. */
  private record Call(long at, Asked asked) {}

  @AfterEach
  void stop() {
    transport.stop(Duration.ZERO);
    first.close();
    second.close();
  }

  @Test
  void reset() throws Exception {
    outage(first::dropConnections, () -> {});
  }

  /** It takes connections and requests, and its watchdogs are answered. */
  @Test
  void muted() throws Exception {
    outage(
        () -> first.does(ScriptedPeer.SILENCE),
        () -> {
          first.does(ScriptedPeer.SUCCESS);
          // What the journal repeats for it tells that it is back.
          ask(
              transport,
              with(
                  with(ccr(transport, "stored", 3, 1, Urgency.LAST), Failover.NONE),
                  Route.toServer("ocs1.example.com")));
        });
  }

  /** Not even its watchdogs are answered. */
  @Test
  void frozen() throws Exception {
    outage(
        () -> {
          first.does(ScriptedPeer.SILENCE);
          first.answerWatchdogs(false);
        },
        () -> {
          first.does(ScriptedPeer.SUCCESS);
          first.answerWatchdogs(true);
          first.dropConnections();
        });
  }

  @Test
  void restarted() throws Exception {
    outage(first::die, first::comeBack);
  }

  @Test
  void disconnectedByDpr() throws Exception {
    outage(
        () -> {
          first.sayGoodBye(0);
          first.nextAnswer();
          first.die();
        },
        first::comeBack);
  }

  /** RFC 3539 3.4.1: it throws requests away until it has seen three of our answers. */
  @Test
  void resetAndOnProbationOnItsOwnSide() throws Exception {
    first.keepsProbation(WATCHDOG.multipliedBy(2));
    outage(first::dropConnections, () -> {});
  }

  private interface Event {
    void happens() throws Exception;
  }

  private void outage(Event begins, Event ends) throws Exception {
    start();
    callsFor(Duration.ofMillis(200));
    begins.happens();
    long begun = System.nanoTime();
    callsFor(OUTAGE);
    ends.happens();
    first.requests().clear();
    long deadline = System.nanoTime() + WATCHDOG.multipliedBy(12).toNanos();
    while (first.requests().size() < 5) {
      assertThat(System.nanoTime()).as("ocs1 is used again").isLessThan(deadline);
      callsFor(PAUSE);
    }
    callsFor(Duration.ofMillis(200));
    long settled = begun + TX.plus(GRACE).toNanos();
    for (Call call : calls) {
      Outcome outcome = call.asked().outcome();
      if (call.at() - settled > 0 || call.at() - begun < -GRACE.toNanos()) {
        assertThat(outcome)
            .as("of a call " + Duration.ofNanos(call.at() - begun) + " after the beginning")
            .isInstanceOf(Outcome.Answered.class);
      }
    }
    assertThat(longest).as("the longest that a call waited").isLessThan(TX.plus(GRACE));
  }

  private Duration longest = Duration.ZERO;

  private void callsFor(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    do {
      long at = System.nanoTime();
      Asked asked = new Asked();
      transport.send(
          with(ccr(transport, "s" + calls.size(), 1, 0, Urgency.NEW), TX),
          outcome -> {
            asked.onOutcome(outcome);
            waited(Duration.ofNanos(System.nanoTime() - at));
          });
      calls.add(new Call(at, asked));
      LockSupport.parkNanos(PAUSE.toNanos());
    } while (System.nanoTime() < end);
  }

  private synchronized void waited(Duration duration) {
    longest = duration.compareTo(longest) > 0 ? duration : longest;
  }

  private void start() throws Exception {
    PeerTimers timers =
        new PeerTimers(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            WATCHDOG,
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            WATCHDOG,
            Duration.ofMillis(300),
            SILENCE);
    transport =
        new NettyDiameterTransport(
            TransportConfig.outbound(
                NODE,
                "example.com",
                List.of(first.config().withPriority(1), second.config().withPriority(2)),
                timers),
            TransportMetrics.NONE);
    transport.start(NO_REQUESTS);
    await(
        "open", () -> transport.peers().stream().allMatch(peer -> peer.state() == PeerState.OPEN));
  }
}
