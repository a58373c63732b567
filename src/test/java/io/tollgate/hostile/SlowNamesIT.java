package io.tollgate.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.TollgateServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names that resolve slowly, or not at all. */
class SlowNamesIT {

  @Test
  void sixteenRequestsToNamesThatNobodyKnowsDoNotDelayTheNext() {
    try (TollgateServer server = TollgateServer.start(Map.of());
        Speaker sender = new Speaker("127.0.0.1", server.sipPort());
        Speaker honest = new Speaker("127.0.0.2", server.sipPort())) {
      honest.send("OPTIONS", "sip:127.0.0.1", "sip:alice@home.example", List.of(), "");
      assertThat(honest.status()).isEqualTo(200);
      for (int i = 0; i < 16; i++) {
        sender.send(
            "OPTIONS", "sip:bob@slow" + i + ".invalid", "sip:me@home.example", List.of(), "");
      }
      long start = System.nanoTime();
      honest.send("OPTIONS", "sip:127.0.0.1", "sip:alice@home.example", List.of(), "");
      assertThat(honest.status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }
  }
}
