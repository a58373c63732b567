package io.tollgate.sip.controlling;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** REFER with method=BYE to the focus itself (RFC 4579 5.11). */
class ExpelAllIT {

  @Test
  void anOwnerMayExpelAllWhichIsChargedAsOneEnd() {
    for (String profile : List.of("im", "cpm")) {
      try (ChargedStage stage = new ChargedStage("both", profile, Map.of());
          PhoneBank bank = new PhoneBank(stage.port())) {
        Phone bob = bank.phone("bob");
        Phone carol = bank.phone("carol").manner(Phone.Manner.RING);
        Call call = bank.phone("alice").convene(stage.factory(), bob, carol);
        assertThat(call.status()).isEqualTo(200);
        Call bobs = bob.incoming();
        bobs.await("ACK");
        Call carols = carol.incoming();
        Await.until(() -> stage.records().size() == 1, "the START");
        carols.accept();
        Await.until(() -> stage.records().size() == 2, "carol's join");
        String all = call.remoteTarget().replaceFirst(";.*", "") + ";method=BYE";
        assertThat(bobs.refer(all, "").status()).isEqualTo(403);

        assertThat(call.refer(all, "Refer-Sub: false\r\n").status()).isEqualTo(202);

        call.await("BYE");
        bobs.await("BYE");
        carols.await("BYE");
        stage.awaitAllClosed(1);
        assertThat(stage.records(stage.lab.cdrs().sessions().get(0).sessionId()))
            .containsExactly("START 2", "INTERIM 3", "STOP 3");
        assertThat(stage.credit()).containsExactly("INITIAL 2", "UPDATE 3", "TERMINATION 3");
      }
    }
  }
}
