package io.tollgate.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.TollgateServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpIT {

  @Test
  void wholeCallsGoThroughTheServerBeforeItIsReady() {
    try (TollgateServer server = TollgateServer.start(Map.of("sip.warm-up-calls", "20"))) {
      assertThat(server.application().meters().scrape()).contains("tollgate_warm_up_calls 20.0");
    }
  }
}
