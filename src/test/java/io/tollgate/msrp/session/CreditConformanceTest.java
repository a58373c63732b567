package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.MessageGate.Admission;
import io.tollgate.charging.record.MessageCounters;
import io.tollgate.content.Documents;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrpclient.Outgoing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** N6 over sockets: what passes, waits or is refused by the credit that there is. */
class CreditConformanceTest {

  @Test
  void withoutUnitsItIs403AndNothingIsCarried() throws Exception {
    try (RelayLab lab = new RelayLab(MsrpLimits.DEFAULT, new CountingGate().units(2)).connected()) {
      assertThat(lab.alice.ask(Outgoing.text("1"))).isEqualTo(200);
      assertThat(lab.bob.ask(Outgoing.text("2"))).isEqualTo(200);
      assertThat(lab.alice.ask(Outgoing.text("3"))).isEqualTo(403);
      assertThat(lab.alice.ask(Outgoing.text("4").as("message/imdn+xml"))).isEqualTo(403);
      assertThat(lab.alice.ask(Outgoing.text(Documents.IMDN).as("message/imdn+xml")))
          .isEqualTo(200);
      lab.bob.awaitMessages(2);
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(2);
    }
  }

  @Test
  void whatKeepsAConnectionOrTellsOfMessagesIsCountedNowhere() throws Exception {
    try (RelayLab lab = new RelayLab(MsrpLimits.DEFAULT, new CountingGate().units(0)).connected()) {
      for (Outgoing free :
          List.of(
              Outgoing.text("HEARTBEAT").as("text/x-msrp-heartbeat"),
              Outgoing.text(""),
              Outgoing.text("\r\n"),
              Outgoing.text(Documents.COMPOSING).as("application/im-iscomposing+xml"),
              Outgoing.text(Documents.IMDN).as("message/imdn+xml"),
              Outgoing.text(Documents.wrapped(Documents.IMDN)).as("message/cpim"))) {
        assertThat(lab.alice.ask(free)).isEqualTo(200);
      }
      assertThat(lab.alice.ask(Outgoing.text("HEARTBEAT"))).isEqualTo(403);
      assertThat(lab.alice.ask(Outgoing.text("HEARTBEATS").as("text/x-msrp-heartbeat")))
          .isEqualTo(403);
      assertThat(lab.relay.close().toCompletableFuture().get()).isEqualTo(MessageCounters.ZERO);
    }
  }

  @Test
  void aNotificationInChunksIsStillOne() throws Exception {
    try (RelayLab lab = new RelayLab(MsrpLimits.DEFAULT, new CountingGate().units(0)).connected()) {
      Outgoing note = Outgoing.text(Documents.IMDN).as("message/imdn+xml").inChunksOf(100);
      lab.alice.send(note);
      assertThat(lab.bob.awaitMessage(note.messageId()).text()).isEqualTo(Documents.IMDN);
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isZero();
    }
  }

  @Test
  void moreNotificationsThanAreFreeCount() throws Exception {
    MsrpLimits few = Limits.with(its -> its.freePerSecond = 1);
    try (RelayLab lab = new RelayLab(few, new CountingGate()).connected()) {
      for (int i = 0; i < 30; i++) {
        assertThat(lab.alice.ask(Outgoing.text(Documents.IMDN).as("message/imdn+xml")))
            .isEqualTo(200);
      }
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isBetween(1L, 25L);
    }
  }

  @Test
  void aMessageWaitsUnansweredWhileCreditIsAskedFor() throws Exception {
    CountingGate gate = new CountingGate().holding();
    try (RelayLab lab = new RelayLab(MsrpLimits.DEFAULT, gate).connected()) {
      Outgoing first = Outgoing.text("first");
      Outgoing second = Outgoing.text("second");
      int answers = lab.alice.answers();
      lab.alice.send(first);
      lab.alice.send(second);
      lab.alice.await(() -> gate.waiting() == 1, 5000, "the question");
      assertThat(lab.alice.answers()).isLessThanOrEqualTo(answers + 1);
      assertThat(lab.bob.messages()).isEmpty();
      gate.decide(Admission.ADMITTED);
      lab.bob.awaitMessage(first.messageId());
      lab.alice.await(() -> gate.waiting() == 1, 5000, "the second question");
      gate.decide(Admission.REFUSED);
      lab.alice.await(() -> lab.alice.refusals().contains(403), 5000, "403");
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(1);
      assertThat(gate.held()).isZero();
    }
  }

  @Test
  void octetsThatRunOutStopTheMessageInItsMiddle() throws Exception {
    CountingGate gate = new CountingGate().octets(30_000);
    try (RelayLab lab = new RelayLab(MsrpLimits.DEFAULT, gate).connected()) {
      Outgoing message = Outgoing.binary(new byte[40_000]);
      assertThat(lab.alice.ask(lab.alice.chunk(message, 0, 20_000, "1-20000/40000", '+')))
          .isEqualTo(200);
      assertThat(lab.alice.ask(lab.alice.chunk(message, 20_000, 20_000, "20001-40000/40000", '$')))
          .isEqualTo(413);
      lab.bob.awaitAbort(message.messageId());
      assertThat(gate.held()).isZero();
      assertThat(gate.counters().sent()).isZero();
    }
  }

  @Test
  void aLargeMessageWaitsInItsMiddleWhileOctetsAreAskedFor() throws Exception {
    CountingGate gate = new CountingGate().octets(100_000).holdingOctets();
    try (RelayLab lab = new RelayLab(MsrpLimits.DEFAULT, gate).connected()) {
      byte[] body = new byte[1 << 20];
      new java.util.Random(7).nextBytes(body);
      Outgoing message = Outgoing.binary(body);
      Thread sender =
          new Thread(
              () -> {
                try {
                  lab.alice.send(message);
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      sender.start();
      for (int grants = 0; grants < 8; grants++) {
        lab.bob.await(() -> gate.waiting() == 1, 5000, "the question");
        gate.grantOctets(100_000);
      }
      gate.grantOctets(1 << 20);
      assertThat(lab.bob.awaitMessage(message.messageId()).bytes()).isEqualTo(body);
      sender.join();
      assertThat(lab.relay.close().toCompletableFuture().get().octetsIn()).isEqualTo(1 << 20);
      assertThat(gate.held()).isZero();
    }
  }
}
