package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.MessageCounters;
import io.tollgate.msrpclient.MsrpAgent;
import org.junit.jupiter.api.Test;

/** What was delivered to somebody who leaves counts, even if he was being made to wait. */
class LeavingTest {

  @Test
  void answersOfALeaverWhoWaitedForCreditAreTaken() throws Exception {
    CountingGate waiting = new CountingGate().holding();
    try (ConferenceLab lab = new ConferenceLab(Limits.patient(), new CountingGate()).with(2)) {
      MsrpAgent leaver = lab.join(waiting);
      leaver.awaitConnection();
      leaver.send(ConferenceLab.says(2, "may I?"));
      leaver.await(() -> waiting.waiting() == 1, 20_000, "the message to be held");
      leaver.awaitMessage(lab.agents.get(0).send(ConferenceLab.says(0, "hello")));
      lab.legs.get(2).left().toCompletableFuture().get();
      leaver.awaitDisconnection();
      MessageCounters last = lab.conference.close().toCompletableFuture().get();
      assertThat(last.sent()).isEqualTo(1);
      assertThat(last.successfullyExploded()).isEqualTo(2);
    }
  }
}
