package io.tollgate.diameter.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tollgate.charging.record.ChargingInterface;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerTransportMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TransportMetrics.ForPeer peer =
      new MicrometerTransportMetrics(registry).forPeer("cdf.example.com");

  @Test
  void thePeerIsInOneStateAtATime() {
    assertThat(state(PeerState.DOWN)).isEqualTo(1);
    peer.state(PeerState.OPEN);
    assertThat(state(PeerState.DOWN)).isZero();
    assertThat(state(PeerState.OPEN)).isEqualTo(1);
  }

  @Test
  void onePutInThePlaceOfAnotherOfItsNameShowsItsOwnState() {
    peer.state(PeerState.OPEN);
    TransportMetrics.ForPeer next =
        new MicrometerTransportMetrics(registry).forPeer("cdf.example.com");
    next.state(PeerState.CONNECTING);
    peer.state(PeerState.CLOSING);
    peer.gone();
    assertThat(state(PeerState.CONNECTING)).isEqualTo(1);
    assertThat(state(PeerState.CLOSING)).isZero();
    next.gone();
    assertThat(registry.find("tollgate.diameter.peer.state").gauges())
        .as("one that was taken out is not down")
        .isEmpty();
  }

  @Test
  void requestsResendsAnswersAndLatenciesAreCountedForEachInterface() {
    peer.sent(ChargingInterface.CH1, false);
    peer.sent(ChargingInterface.CH1, true);
    peer.answered(ChargingInterface.CH1, 2001, TimeUnit.MILLISECONDS.toNanos(7));
    peer.unanswered(ChargingInterface.CH1);
    peer.outstanding(3);
    peer.dropped("unexpected");
    peer.diverted(TransportMetrics.Diversion.THROTTLED);
    assertThat(counter("tollgate.diameter.requests", "interface", "CH1")).isEqualTo(2);
    assertThat(counter("tollgate.diameter.requests", "interface", "CH2")).isZero();
    assertThat(counter("tollgate.diameter.resends", "interface", "CH1")).isEqualTo(1);
    assertThat(counter("tollgate.diameter.answers", "result", "2001")).isEqualTo(1);
    assertThat(counter("tollgate.diameter.unanswered", "interface", "CH1")).isEqualTo(1);
    assertThat(counter("tollgate.diameter.dropped", "reason", "unexpected")).isEqualTo(1);
    assertThat(counter("tollgate.diameter.diverted", "reason", "throttled")).isEqualTo(1);
    assertThat(counter("tollgate.diameter.diverted", "reason", "misrouted")).isZero();
    assertThat(registry.get("tollgate.diameter.peer.outstanding").gauge().value()).isEqualTo(3);
    assertThat(
            registry
                .get("tollgate.diameter.latency")
                .tag("interface", "CH1")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(7);
  }

  private double state(PeerState state) {
    return registry.get("tollgate.diameter.peer.state").tag("state", state.name()).gauge().value();
  }

  private double counter(String name, String tag, String value) {
    return registry.get(name).tag("peer", "cdf.example.com").tag(tag, value).counter().count();
  }
}
