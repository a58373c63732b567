package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.MessageCounters;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What was delivered to somebody who leaves counts, even if they were being made to wait. */
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

  @Test
  void whoOwesAnAnswerWhenHeLeavesGetsNothingMore() throws Exception {
    MsrpLimits limits =
        Limits.with(
            its -> {
              its.patience = Duration.ofSeconds(20);
              its.linger = Duration.ofSeconds(5);
            });
    try (ConferenceLab lab = new ConferenceLab(limits, new CountingGate()).with(3)) {
      MsrpAgent leaver = lab.agents.get(2).answering(frame -> 0);
      MsrpAgent sender = lab.agents.get(0);
      String first = sender.send(ConferenceLab.says(0, "one"));
      leaver.await(() -> leaver.begun().contains(first), 60_000, "the first message");
      var left = lab.legs.get(2).left();
      ((Conference) lab.conference).loop.executor.submit(() -> {}).sync();
      assertThat(sender.ask(ConferenceLab.says(0, "two"))).isEqualTo(200);
      String uri = ConferenceLab.uri(2);
      assertThat(
              sender.ask(Outgoing.cpim(ConferenceLab.uri(0), uri, "text/plain", new byte[] {'!'})))
          .isEqualTo(404);
      left.toCompletableFuture().get();
      leaver.awaitDisconnection();
      assertThat(leaver.begun()).containsExactly(first);
      MessageCounters last = lab.conference.close().toCompletableFuture().get();
      assertThat(last.exploded()).isEqualTo(2 + 1);
      assertThat(last.successfullyExploded()).isEqualTo(2);
    }
  }
}
