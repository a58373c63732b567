package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.console.ServerState;
import io.tollgate.harness.SipText;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is above the operator's limits gets 503 and is charged nothing. */
class OverloadIT {

  @Test
  void aSessionTooManyIsRefusedUnchargedAndRunningOnesAreNot() {
    try (ChargedStage stage = new ChargedStage("both", "im", Map.of("sip.max-sessions", "1"));
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Call call = alice.convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      int asked = stage.ccrs().size();

      SipText refused = bank.phone("carol").call(bob.uri()).answer();
      assertThat(refused.startLine()).startsWith("SIP/2.0 503");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
      assertThat(stage.ccrs()).hasSize(asked);
      assertThat(refusals(stage, "sessions")).isEqualTo(1);
      assertThat(
              ServerState.of(
                  stage.server.application().admission().state(),
                  stage.server.application().meters(),
                  Optional.empty()))
          .contains("overload  1 new requests got 503");

      assertThat(call.refer(bank.phone("dave").uri(), "Refer-Sub: false\r\n").status())
          .isEqualTo(202);
      Call daves = bank.phone("dave").incoming();
      daves.await("ACK");
      daves.bye();
      call.bye();
      stage.awaitAllClosed(1);
      assertThat(bank.phone("carol").call(bob.uri()).status()).isEqualTo(200);
      Objects.requireNonNull(bank.phone("carol").latest()).bye();
    }
  }

  @Test
  void requestsThatComeTooFastAreRefusedUncharged() {
    try (ChargedStage stage =
            new ChargedStage("both", "im", Map.of("sip.max-calls-per-second", "1"));
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone bob = bank.phone("bob");
      int refused = 0;
      for (int i = 0; i < 10; i++) {
        Call call = bank.phone("caller" + i).call(bob.uri());
        if (call.status() == 503) {
          assertThat(call.answer().header("Retry-After")).isNotEmpty();
          refused++;
        } else {
          call.bye();
        }
      }
      assertThat(refused).isPositive();
      assertThat(refusals(stage, "rate")).isEqualTo(refused);
      stage.awaitAllClosed();
      assertThat(stage.ccrs().stream().filter(ccr -> ccr.type().equals("INITIAL")))
          .hasSize(10 - refused);
    }
  }

  private static double refusals(ChargedStage stage, String limit) {
    return stage
        .server
        .application()
        .meters()
        .get("tollgate.sip.overload.refused")
        .tag("limit", limit)
        .functionCounter()
        .count();
  }
}
