package io.tollgate.sip.participating;

import io.tollgate.harness.Await;
import io.tollgate.harness.TollgateServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * One server for all tests of a class, and for each a caller and a callee who say what it wants.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RawCallFixture {
  private final Map<String, String> settings;
  TollgateServer server;
  RawUa caller;
  RawUa callee;
  RawCall call;

  RawCallFixture(Map<String, String> settings) {
    this.settings = settings;
  }

  @BeforeAll
  final void start() {
    server = TollgateServer.start(settings);
  }

  @AfterAll
  final void stop() {
    try (TollgateServer stopping = server) {
      Await.until(
          () -> stopping.application().sipContainer().liveSessions() == 0, "sessions to end");
    }
  }

  @BeforeEach
  final void open() {
    caller = new RawUa(server.sipPort());
    callee = new RawUa(server.sipPort());
    call = new RawCall(caller, callee);
  }

  @AfterEach
  final void close() {
    caller.close();
    callee.close();
  }
}
