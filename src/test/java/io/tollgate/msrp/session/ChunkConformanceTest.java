package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.record.MessageCounters;
import io.tollgate.msrpclient.Frame;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chunks and ranges over a socket, and what of them counts. */
class ChunkConformanceTest {
  private RelayLab lab;
  private MsrpAgent alice;

  @BeforeEach
  void connect() throws Exception {
    lab = new RelayLab().connected();
    alice = lab.alice;
  }

  @AfterEach
  void disconnect() {
    lab.close();
  }

  private int chunk(Outgoing message, int from, int length, String range, char flag)
      throws Exception {
    return alice.ask(alice.chunk(message, from, length, range, flag));
  }

  private MessageCounters counters() throws Exception {
    return lab.relay.close().toCompletableFuture().get();
  }

  private String bobsText(Outgoing message) throws Exception {
    return lab.bob.awaitMessage(message.messageId()).text();
  }

  @Test
  void aMessageInterruptedAndResumed() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    assertThat(chunk(message, 0, 4, "1-10/10", '+')).isEqualTo(200);
    String other = alice.send(Outgoing.text("in between"));
    lab.bob.awaitMessage(other);
    assertThat(chunk(message, 4, 6, "5-10/10", '$')).isEqualTo(200);
    assertThat(bobsText(message)).isEqualTo("0123456789");
    assertThat(counters().sent()).isEqualTo(2);
  }

  @Test
  void anAbortedMessageIsCarriedAsSuchAndNotCounted() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    assertThat(chunk(message, 0, 4, "1-4/10", '+')).isEqualTo(200);
    assertThat(chunk(message, 4, 2, "5-10/10", '#')).isEqualTo(200);
    lab.bob.awaitAbort(message.messageId());
    assertThat(counters().sent()).isZero();
    assertThat(lab.gate.held()).isZero();
    assertThat(lab.gate.counters().octetsIn()).isEqualTo(6);
  }

  @Test
  void whoGivesUpOneMessageAfterTheOtherHasSentMessages() throws Exception {
    for (int i = 0; i < 11; i++) {
      Outgoing message = Outgoing.text("0123456789");
      assertThat(chunk(message, 0, 9, "1-9/10", '#')).isEqualTo(200);
      lab.bob.awaitAbort(message.messageId());
    }
    assertThat(counters().sent()).isEqualTo(3);
    assertThat(lab.gate.held()).isZero();
  }

  @Test
  void anAbortWithoutABody() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    assertThat(chunk(message, 0, 4, "1-4/10", '+')).isEqualTo(200);
    String tid = "abort123";
    alice.raw(
        ("MSRP abort123 SEND\r\nTo-Path: "
                + lab.relay.originating().path()
                + "\r\nFrom-Path: "
                + alice.path()
                + "\r\nMessage-ID: "
                + message.messageId()
                + "\r\n-------abort123#\r\n")
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThat(alice.awaitAnswer(tid)).isEqualTo(200);
    lab.bob.awaitAbort(message.messageId());
    assertThat(counters().sent()).isZero();
  }

  @Test
  void anUnknownTotal() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    assertThat(chunk(message, 0, 4, "1-*/*", '+')).isEqualTo(200);
    assertThat(chunk(message, 4, 6, "5-*/*", '$')).isEqualTo(200);
    assertThat(bobsText(message)).isEqualTo("0123456789");
    assertThat(counters().sent()).isEqualTo(1);
  }

  @Test
  void aMissingByteRangeIsAWholeMessage() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    assertThat(chunk(message, 0, 10, "", '$')).isEqualTo(200);
    assertThat(bobsText(message)).isEqualTo("0123456789");
    assertThat(counters().sent()).isEqualTo(1);
  }

  @Test
  void anEmptySendBindsAndKeepsAliveAndIsNoMessage() throws Exception {
    String tid = alice.request("SEND", "");
    assertThat(alice.awaitAnswer(tid)).isEqualTo(200);
    assertThat(chunk(Outgoing.text(""), 0, 0, "1-0/0", '$')).isEqualTo(200);
    assertThat(counters().sent()).isZero();
    assertThat(lab.bob.messages()).isEmpty();
  }

  @Test
  void anEmptyLastChunkCompletesAMessage() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    assertThat(chunk(message, 0, 10, "1-10/10", '+')).isEqualTo(200);
    assertThat(chunk(message, 10, 0, "11-10/10", '$')).isEqualTo(200);
    assertThat(bobsText(message)).isEqualTo("0123456789");
    assertThat(counters().sent()).isEqualTo(1);
  }

  @Test
  void overlappingAndRepeatedRangesAddNothing() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    assertThat(chunk(message, 0, 6, "1-6/10", '+')).isEqualTo(200);
    assertThat(chunk(message, 0, 6, "1-6/10", '+')).isEqualTo(200);
    assertThat(chunk(message, 3, 7, "4-10/10", '$')).isEqualTo(200);
    assertThat(bobsText(message)).isEqualTo("0123456789");
    MessageCounters counters = counters();
    assertThat(counters.sent()).isEqualTo(1);
    assertThat(counters.octetsIn()).isEqualTo(10);
    assertThat(counters.successfullySent()).isEqualTo(1);
  }

  @Test
  void rangesOutOfOrder() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    assertThat(chunk(message, 6, 4, "7-10/10", '$')).isEqualTo(200);
    assertThat(lab.relay.counters().sent()).isZero();
    assertThat(chunk(message, 0, 3, "1-3/10", '+')).isEqualTo(200);
    assertThat(chunk(message, 2, 5, "3-7/10", '+')).isEqualTo(200);
    assertThat(bobsText(message)).isEqualTo("0123456789");
    assertThat(counters().sent()).isEqualTo(1);
  }

  @Test
  void aResendOfAWholeMessageIsAnsweredAndNeitherCarriedNorCounted() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    alice.send(message);
    lab.bob.awaitMessage(message.messageId());
    lab.bob.keepingFrames();
    assertThat(chunk(message, 0, 10, "1-10/10", '$')).isEqualTo(200);
    assertThat(chunk(message, 2, 4, "3-6/10", '+')).isEqualTo(200);
    assertThat(counters().sent()).isEqualTo(1);
    assertThat(lab.bob.frames()).extracting(Frame::messageId).doesNotContain(message.messageId());
  }

  @Test
  void aRangeThatOverflowsIsRefused() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    assertThat(chunk(message, 0, 10, "1-5/5", '$')).isEqualTo(400);
    assertThat(chunk(message.withId("m2"), 0, 10, "1-10/5", '$')).isEqualTo(400);
    assertThat(chunk(message.withId("m3"), 0, 10, "1-99999999999999999999/*", '$')).isEqualTo(400);
    assertThat(chunk(message.withId("m4"), 0, 10, "0-9/10", '$')).isEqualTo(400);
    assertThat(chunk(message.withId("m5"), 0, 10, "10-1/10", '$')).isEqualTo(400);
    assertThat(chunk(message.withId("m6"), 0, 10, "1-x/10", '$')).isEqualTo(400);
    assertThat(counters().sent()).isZero();
    assertThat(lab.gate.held()).isZero();
  }

  @Test
  void aLastChunkThatFallsShortOfItsTotalIsRefused() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    assertThat(chunk(message, 0, 9, "1-10/10", '$')).isEqualTo(400);
    assertThat(counters().sent()).isZero();
  }

  @Test
  void aTotalThatChangesIsRefused() throws Exception {
    Outgoing message = Outgoing.text("0123456789");
    assertThat(chunk(message, 0, 4, "1-4/10", '+')).isEqualTo(200);
    assertThat(chunk(message, 4, 4, "5-8/8", '$')).isEqualTo(400);
    assertThat(counters().sent()).isZero();
  }

  @Test
  void aMessageWithManyHolesIsRefused() throws Exception {
    byte[] body = new byte[2000];
    Outgoing message = Outgoing.binary(body);
    int status = 200;
    for (int i = 0; i < 400 && status == 200; i++) {
      int at = 4 * i + 2;
      status = chunk(message, at, 1, (at + 1) + "-" + (at + 1) + "/2000", '+');
    }
    assertThat(status).isEqualTo(413);
  }
}
