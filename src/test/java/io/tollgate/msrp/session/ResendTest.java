package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.MessageCounters;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A message that was counted and not delivered may be sent again, and is not counted again. */
class ResendTest {

  private static int ask(MsrpAgent agent, Outgoing message) throws Exception {
    int length = message.body().length;
    return agent.ask(agent.chunk(message, 0, length, "1-" + length + "/" + length, '$'));
  }

  /** Bob refuses that many messages, then takes them. */
  private static AtomicInteger refusing(RelayLab lab, int times) {
    AtomicInteger tries = new AtomicInteger();
    lab.bob.answering(frame -> frame.body() == null || tries.incrementAndGet() > times ? 200 : 415);
    return tries;
  }

  @Test
  void aResendAfterAFailedDeliveryIsCarriedAndNotCountedAgain() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      refusing(lab, 1);
      Outgoing message = Outgoing.text("hello");
      assertThat(ask(lab.alice, message)).isEqualTo(200);
      lab.alice.awaitReport();
      assertThat(ask(lab.alice, message)).isEqualTo(200);
      assertThat(lab.bob.awaitMessage(message.messageId()).text()).isEqualTo("hello");
      MessageCounters last = lab.relay.close().toCompletableFuture().get();
      assertThat(last).isEqualTo(new MessageCounters(1, 1, 1, 1, 5, 0));
      assertThat(lab.gate.counters()).isEqualTo(last);
      assertThat(lab.gate.held()).isZero();
    }
  }

  @Test
  void aResendOfAnotherSizeIsNoResend() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      refusing(lab, 1);
      Outgoing message = Outgoing.text("hello");
      assertThat(ask(lab.alice, message)).isEqualTo(200);
      lab.alice.awaitReport();
      Outgoing longer = Outgoing.text("hello, and more for nothing").withId(message.messageId());
      assertThat(ask(lab.alice, longer)).isEqualTo(400);
      assertThat(lab.bob.messages()).isEmpty();
    }
  }

  @Test
  void resendsThatKeepFailingAreRefusedInTheEnd() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      AtomicInteger tries = refusing(lab, Integer.MAX_VALUE);
      Outgoing message = Outgoing.text("hello");
      for (int i = 1; i <= 4; i++) {
        int reports = i;
        assertThat(ask(lab.alice, message)).isEqualTo(200);
        lab.alice.await(() -> lab.alice.reports().size() == reports, 5000, "its failure");
      }
      assertThat(ask(lab.alice, message)).isEqualTo(413);
      assertThat(tries).hasValue(4);
      MessageCounters last = lab.relay.close().toCompletableFuture().get();
      assertThat(last).isEqualTo(new MessageCounters(1, 1, 0, 0, 5, 0));
      assertThat(lab.gate.counters()).isEqualTo(last);
    }
  }
}
