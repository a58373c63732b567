package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrpclient.Outgoing;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Silence is what a session says nothing in, from when it could say something. */
class IdleTest {

  private static RelayLab lab() throws IOException {
    return new RelayLab(
        MsrpConfig.loopback(MsrpLimits.DEFAULT), new CountingGate(), Duration.ofHours(1));
  }

  /** As the loop would after so much time. */
  static void after(Duration time, RelayLab lab) {
    Relay relay = (Relay) lab.relay;
    relay
        .loop
        .executor
        .submit(() -> relay.tick(relay.loop.now() + time.toNanos()))
        .syncUninterruptibly();
  }

  @Test
  void ringingIsNotSilence() throws Exception {
    try (RelayLab lab = lab()) {
      lab.relay.originating().remoteOffer(lab.alice.sdp("active"));
      after(Duration.ofHours(2), lab);
      assertThat(lab.told).isEmpty();
    }
  }

  @Test
  void silenceAfterTheLastMessageIsToldOnce() throws Exception {
    try (RelayLab lab = lab().connected()) {
      lab.bob.awaitMessage(lab.alice.send(Outgoing.text("hello")));
      after(Duration.ofMinutes(59), lab);
      assertThat(lab.told).doesNotContain("idle");
      after(Duration.ofMinutes(61), lab);
      assertThat(lab.told).containsOnlyOnce("idle");
      after(Duration.ofMinutes(62), lab);
      assertThat(lab.told).containsOnlyOnce("idle");
    }
  }
}
