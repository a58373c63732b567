package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.ErrorLog;
import io.tollgate.lab.Lab;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A container that stops without a drain, as a Tomcat does that Tollgate was deployed to. */
class StoppedContainerIT {
  private static final int CALLS = 50;

  @Test
  void theBillsOfOpenSessionsAreClosedBeforeTheApplicationIsGone() throws IOException {
    ChargedStage stage = new ChargedStage("both", "im", Map.of("journal.commit-interval", "1s"));
    try (Lab lab = stage.lab;
        ErrorLog log = ErrorLog.open();
        PhoneBank bank = new PhoneBank(stage.port())) {
      for (int i = 0; i < CALLS; i++) {
        assertThat(bank.phone("alice").call(bank.phone("bob").uri()).status()).isEqualTo(200);
      }
      Call conference = bank.phone("carol").convene(stage.factory(), bank.phone("dave"));
      assertThat(conference.status()).isEqualTo(200);
      Await.until(() -> lab.cdrs().records().size() == CALLS + 1, "all STARTs");
      bank.phone("erin").manner(Phone.Manner.RING);
      for (int i = 0; i < CALLS; i++) {
        bank.phone("alice").call(bank.phone("erin").uri());
      }
      for (int i = 0; i < CALLS; i++) {
        bank.phone("erin").incoming();
      }

      stage.server.close();

      assertThat(log.errors()).noneMatch(error -> error.startsWith("io.tollgate"));
      stage.awaitBillsClosedElsewhere();
    }
  }
}
