package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import io.tollgate.harness.TollgateServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the caller does, the callee does, too, as SIPp sees it on both sides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirroredCallsIT {
  private TollgateServer server;

  @BeforeAll
  void start() {
    server = TollgateServer.start(Map.of());
  }

  @AfterAll
  void stop() {
    try (TollgateServer stopping = server) {
      Await.until(
          () -> stopping.application().sipContainer().liveSessions() == 0, "sessions to end");
    }
  }

  private static SippRunner over(String transport, String scenario) {
    SippRunner runner = SippRunner.scenario(scenario);
    return transport.equals("tcp") ? runner.tcp() : runner;
  }

  @ParameterizedTest
  @CsvSource({"udp, true", "udp, false", "tcp, true", "tcp, false"})
  void eitherSideHoldsUpdatesWritesRefreshesAndHangsUp(String transport, boolean callerActs) {
    try (SippRun callee =
        over(transport, callerActs ? "b2bua-answering-callee" : "b2bua-acting-callee").start()) {
      SippRun caller =
          over(transport, callerActs ? "b2bua-acting-caller" : "b2bua-answering-caller")
              .to(server.sipPort())
              .key("callee_port", callee.port())
              .key("icid", "a1@home.example")
              .run();

      callee.awaitSuccess();
      SippRun told = callerActs ? callee : caller;
      assertThat(told.received("MESSAGE").get(0).body()).contains("hello");
      assertThat(told.received("BYE")).hasSize(1);
      assertThat((callerActs ? caller : callee).received("BYE")).isEmpty();
    }
  }
}
