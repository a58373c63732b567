package io.tollgate.sip.container;

import io.tollgate.harness.TollgateServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestcommSipContainerTest implements SipContainerContract {
  private TollgateServer server;

  @BeforeAll
  void start() {
    server = TollgateServer.start(Map.of("sip.portable-hand-over", "false"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  public TollgateServer server() {
    return server;
  }
}
