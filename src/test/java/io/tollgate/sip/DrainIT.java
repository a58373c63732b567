package io.tollgate.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SippRun;
import io.tollgate.harness.SippRunner;
import io.tollgate.harness.TollgateServer;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class DrainIT {

  @Test
  void openSessionsGoOnWhileNewOnesAreRefused() {
    try (TollgateServer server = TollgateServer.start();
        SippRun callee = SippRunner.scenario("load-callee").start();
        SippRun caller = caller(server, callee, 4000).start()) {
      Await.until(() -> open(server) == 1, "the call to be up");

      attribute(server, "io.tollgate.drain", Runnable.class).run();

      SippRun refused = SippRunner.scenario("uac-refused").to(server.sipPort()).run();
      assertThat(refused.received("503").get(0).header("Retry-After")).isEqualTo("10");
      caller.awaitSuccess();
      callee.awaitSuccess();
      Await.until(() -> open(server) == 0, "the call to be over");
    }
  }

  @Test
  void sessionsThatOutlastTheDrainAreReleasedOnBothSides() {
    try (TollgateServer server = TollgateServer.start();
        SippRun callee = SippRunner.scenario("load-callee").start();
        SippRun caller =
            SippRunner.scenario("uac-released")
                .to(server.sipPort())
                .key("callee_port", callee.port())
                .start()) {
      Await.until(() -> open(server) == 1, "the call to be up");
      Await.until(() -> !callee.received("ACK").isEmpty(), "the call to be answered");

      attribute(server, "io.tollgate.drain", Runnable.class).run();
      attribute(server, "io.tollgate.end-sessions", Runnable.class).run();

      caller.awaitSuccess();
      callee.awaitSuccess();
      assertThat(caller.received("BYE").get(0).header("Reason")).contains("the server stops");
      Await.until(() -> open(server) == 0, "the call to be over");
    }
  }

  private static SippRunner caller(TollgateServer server, SippRun callee, int talkMillis) {
    return SippRunner.scenario("b2bua-caller")
        .to(server.sipPort())
        .key("callee_port", callee.port())
        .key("icid", "drain")
        .option("-set", "talk", Integer.toString(talkMillis));
  }

  private static int open(TollgateServer server) {
    return attribute(server, "io.tollgate.open-sessions", IntSupplier.class).getAsInt();
  }

  private static <T> T attribute(TollgateServer server, String name, Class<T> type) {
    return type.cast(server.servletContext().getAttribute(name));
  }
}
