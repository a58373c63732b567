package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The INVITE of a conference that a proxy forks to several devices of one user. */
class ForksIT {

  @Test
  void aSecondDeviceThatAnswersIsSentAwayAndNotCharged() {
    try (ChargedStage stage = new ChargedStage("both", "im", Map.of("sip.ack-wait", "2s"));
        PhoneBank bank = new PhoneBank(stage.port())) {
      Phone alice = bank.phone("alice");
      Phone bob = bank.phone("bob");
      Call call = alice.convene(stage.factory(), bob);
      assertThat(call.status()).isEqualTo(200);
      Call bobs = bob.incoming();
      bobs.await("ACK");
      Call carols = bank.phone("carol").call(call.remoteTarget());
      assertThat(carols.status()).isEqualTo(200);
      Await.until(() -> stage.records().size() == 2, "carol's join");

      sentAway(bobs, "second");
      carols.bye();
      Await.until(() -> stage.records().size() == 3, "carol's leave");
      sentAway(bobs, "third");
      call.bye();
      Objects.requireNonNull(bob.latest()).bye();
      stage.awaitAllClosed(1);
      assertThat(stage.records(stage.lab.cdrs().sessions().get(0).sessionId()))
          .isEqualTo(List.of("START 1", "INTERIM 3", "INTERIM 2", "STOP 1"));
      assertThat(stage.credit())
          .containsExactly("INITIAL 1", "UPDATE 3", "UPDATE 2", "TERMINATION 1");
      Await.until(
          () ->
              stage.server.application().sipContainer().liveSessions() == 0
                  && stage.server.application().meters().get("tollgate.sip.legs").gauge().value()
                      == 0,
          "nothing to be left behind");
    }
  }

  private static void sentAway(Call call, String branch) {
    call.acceptFrom(branch);
    assertThat(call.await("ACK").header("To")).contains("tag=" + branch);
    SipText bye = call.await("BYE");
    assertThat(bye.header("To")).contains("tag=" + branch);
  }
}
