package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.MessageCounters;
import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** N6: whose messages spend the units of a one-to-one session. */
class ChargedSideTest {

  private static int ask(MsrpAgent agent, String text) throws Exception {
    int length = text.length();
    return agent.ask(
        agent.chunk(Outgoing.text(text), 0, length, "1-" + length + "/" + length, '$'));
  }

  private static RelayLab lab(CountingGate gate, boolean sentOnly) throws Exception {
    return new RelayLab(MsrpConfig.loopback(MsrpLimits.DEFAULT), gate, Duration.ZERO, sentOnly)
        .connected();
  }

  @Test
  void messagesEitherWaySpendUnits() throws Exception {
    try (RelayLab lab = lab(new CountingGate().units(2), false)) {
      assertThat(ask(lab.alice, "one")).isEqualTo(200);
      assertThat(ask(lab.bob, "three")).isEqualTo(200);
      assertThat(ask(lab.alice, "x")).isEqualTo(403);
      assertThat(ask(lab.bob, "x")).isEqualTo(403);
      MessageCounters last = lab.relay.close().toCompletableFuture().get();
      assertThat(last).isEqualTo(new MessageCounters(2, 2, 2, 2, 3, 5));
    }
  }

  @Test
  void whereOnlySentOnesDoReceivedOnesPassWithoutUnits() throws Exception {
    try (RelayLab lab = lab(new CountingGate().units(1), true)) {
      assertThat(ask(lab.bob, "three")).isEqualTo(200);
      assertThat(ask(lab.bob, "three")).isEqualTo(200);
      assertThat(ask(lab.alice, "one")).isEqualTo(200);
      assertThat(ask(lab.alice, "x")).isEqualTo(403);
      assertThat(ask(lab.bob, "three")).isEqualTo(200);
      lab.alice.awaitMessages(3);
      MessageCounters last = lab.relay.close().toCompletableFuture().get();
      assertThat(last).isEqualTo(new MessageCounters(1, 1, 1, 1, 3, 15));
      assertThat(lab.gate.counters()).isEqualTo(last);
      assertThat(lab.gate.held()).isZero();
    }
  }
}
