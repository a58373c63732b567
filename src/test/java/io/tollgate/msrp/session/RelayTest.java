package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.msrpclient.Received;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayTest {

  @Test
  void carriesAMessageAndItsAnswer() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      String id = lab.alice.send(Outgoing.text("hello"));

      Received received = lab.bob.awaitMessage(id);
      assertThat(received.text()).isEqualTo("hello");
      assertThat(received.contentType()).isEqualTo("text/plain");
      lab.alice.await(() -> lab.alice.answers() == 2, 5000, "two answers");
      assertThat(lab.alice.refusals()).isEmpty();
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(1);
      assertThat(lab.gate.counters()).isEqualTo(lab.relay.counters());
      assertThat(lab.relay.counters().successfullySent()).isEqualTo(1);
      assertThat(lab.relay.counters().octetsIn()).isEqualTo(5);
    }
  }

  @Test
  void carriesBothWaysWhoeverConnects() throws Exception {
    for (List<String> setups :
        List.of(
            List.of("active", "passive"),
            List.of("active", "active"),
            List.of("passive", "passive"),
            List.of("passive", "active"),
            List.of("actpass", "passive"),
            List.of("", ""))) {
      try (RelayLab lab = new RelayLab().connected(setups.get(0), setups.get(1))) {
        for (MsrpAgent from : List.of(lab.alice, lab.bob)) {
          MsrpAgent to = from == lab.alice ? lab.bob : lab.alice;
          String id = from.send(Outgoing.text("from " + from.path()));
          assertThat(to.awaitMessage(id).text()).isEqualTo("from " + from.path());
        }
        assertThat(lab.alice.faults()).isEmpty();
        assertThat(lab.bob.faults()).isEmpty();
      }
    }
  }
}
