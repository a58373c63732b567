package io.tollgate.msrp.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 4975 sections 7 and 9 over a socket: where frames begin and end. */
class FramingConformanceTest {
  private RelayLab lab;

  @BeforeEach
  void connect() throws Exception {
    lab = new RelayLab().connected();
  }

  @AfterEach
  void disconnect() {
    lab.close();
  }

  private String start(String tid, String more) {
    return "MSRP "
        + tid
        + " SEND\r\nTo-Path: "
        + lab.relay.originating().path()
        + "\r\nFrom-Path: "
        + lab.alice.path()
        + "\r\n"
        + more;
  }

  private void aliceSends(String octets) throws Exception {
    lab.alice.raw(octets.getBytes(ISO_8859_1));
  }

  private void assertCutOffButOthersGoOn() throws Exception {
    lab.alice.awaitDisconnection();
    try (RelayLab other = new RelayLab().connected()) {
      String id = other.alice.send(Outgoing.text("still here"));
      assertThat(other.bob.awaitMessage(id).text()).isEqualTo("still here");
    }
    assertThat(lab.bob.messages()).isEmpty();
    assertThat(lab.relay.counters().sent()).isZero();
  }

  private static final String TEXT = "Message-ID: m1\r\nContent-Type: text/plain\r\n\r\n";

  @Test
  void aForeignTransactionIdInContentEndsNothing() throws Exception {
    String body = "a\r\n-------other123$\r\nb";
    aliceSends(start("tid12345", TEXT) + body + "\r\n-------tid12345$\r\n");
    assertThat(lab.bob.awaitMessage("m1").text()).isEqualTo(body);
  }

  @Test
  void aLongerTransactionIdInContentEndsNothing() throws Exception {
    String body = "a\r\n-------tid12345x$\r\n\r\n-------tid12345+x\r\n-------tid12345.$\r\nb";
    aliceSends(start("tid12345", TEXT) + body + "\r\n-------tid12345$\r\n");
    assertThat(lab.bob.awaitMessage("m1").text()).isEqualTo(body);
  }

  @Test
  void anEndLineInTheMiddleOfALineEndsNothing() throws Exception {
    String body = "a-------tid12345$\r\n\n-------tid12345$\r\nb";
    aliceSends(start("tid12345", TEXT) + body + "\r\n-------tid12345$\r\n");
    assertThat(lab.bob.awaitMessage("m1").text()).isEqualTo(body);
  }

  @Test
  void aLineThatOnlyResemblesTheEndLineIsContent() throws Exception {
    for (String flag : List.of("!\r\n", "?", "$garbage", "+\r", "")) {
      String body = "a\r\n-------tid12345" + flag + "\r\nb";
      String id = "m" + flag.hashCode();
      aliceSends(
          start("tid12345", "Message-ID: " + id + "\r\nContent-Type: text/plain\r\n\r\n")
              + body
              + "\r\n-------tid12345$\r\n");
      assertThat(lab.bob.awaitMessage(id).text()).isEqualTo(body);
    }
    assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(5);
  }

  @Test
  void aBareLineFeedInHeadersIsCutOff() throws Exception {
    aliceSends(start("tid12345", "Message-ID: m1\nContent-Type: text/plain\r\n\r\n"));
    assertThat(lab.alice.awaitAnswer("tid12345")).isEqualTo(400);
    assertCutOffButOthersGoOn();
  }

  @Test
  void oversizedHeadersAreCutOff() throws Exception {
    aliceSends(start("tid12345", "X-Long: " + "x".repeat(20_000) + "\r\n"));
    assertThat(lab.alice.awaitAnswer("tid12345")).isEqualTo(400);
    assertCutOffButOthersGoOn();
  }

  @Test
  void tlsOnAPlainPortIsCutOff() throws Exception {
    lab.alice.raw(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01});
    assertCutOffButOthersGoOn();
  }

  @Test
  void aShortOrLongTransactionIdIsCutOff() throws Exception {
    aliceSends(start("abc", TEXT) + "a\r\n-------abc$\r\n");
    assertCutOffButOthersGoOn();
  }

  @Test
  void anEndLineWithAnotherIdInTheHeadersIsCutOff() throws Exception {
    aliceSends(start("tid12345", "Message-ID: m1\r\n-------tid99999$\r\n"));
    assertThat(lab.alice.awaitAnswer("tid12345")).isEqualTo(400);
    assertCutOffButOthersGoOn();
  }

  @Test
  void twoHundredKibibytesOfBinaryInOneFrame() throws Exception {
    byte[] body = new byte[200 * 1024];
    new java.util.Random(1).nextBytes(body);
    Outgoing message = Outgoing.binary(body);
    assertThat(lab.alice.ask(lab.alice.chunk(message, 0, body.length, "1-*/204800", '$')))
        .isEqualTo(200);
    assertThat(lab.bob.awaitMessage(message.messageId()).bytes()).isEqualTo(body);
  }

  @Test
  void manyFramesInOneSegment() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      String tid = "tid" + (10_000 + i);
      String head = "Message-ID: m" + i + "\r\nContent-Type: text/plain\r\n\r\n";
      all.append(start(tid, head)).append("text ").append(i);
      all.append("\r\n-------").append(tid).append("$\r\n");
    }
    aliceSends(all.toString());
    lab.bob.awaitMessages(500);
    assertThat(lab.bob.awaitMessage("m499").text()).isEqualTo("text 499");
    assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(500);
  }

  @Test
  void textSplitInsideACharacter() throws Exception {
    byte[] body = "grüße, \uD83D\uDE00".getBytes(UTF_8);
    Outgoing message = Outgoing.binary(body).as("text/plain; charset=UTF-8").inChunksOf(3);
    lab.alice.send(message);
    assertThat(lab.bob.awaitMessage(message.messageId()).bytes()).isEqualTo(body);
  }

  @Test
  void unknownHeadersAreCarried() throws Exception {
    lab.bob.keepingFrames();
    aliceSends(
        start("tid12345", "Message-ID: m1\r\nX-Foo: bar\r\n" + "Content-Type: a/b\r\n\r\nx"));
    aliceSends("\r\n-------tid12345$\r\n");
    lab.bob.awaitMessage("m1");
    assertThat(lab.bob.frames())
        .filteredOn(frame -> frame.messageId().equals("m1"))
        .first()
        .satisfies(frame -> assertThat(frame.header("x-foo")).isEqualTo("bar"));
  }

  @Test
  void blankLinesBetweenFramesAreLetPass() throws Exception {
    aliceSends("\r\n\r\n" + start("tid12345", TEXT) + "x\r\n-------tid12345$\r\n\r\n");
    assertThat(lab.bob.awaitMessage("m1").text()).isEqualTo("x");
    assertThat(lab.alice.ask(lab.alice.chunk(Outgoing.text("y"), 0, 1, "1-1/1", '$')))
        .isEqualTo(200);
  }

  @Test
  void aDisconnectInMidFrameChargesNothing() throws Exception {
    aliceSends(start("tid12345", TEXT) + "half a mess");
    lab.alice.disconnect();
    lab.alice.await(
        () -> lab.told.stream().anyMatch(told -> told.startsWith("lost alice")),
        20_000,
        "the loss");
    MsrpAgent again = lab.alice.connect();
    String id = again.send(Outgoing.text("whole"));
    assertThat(lab.bob.awaitMessage(id).text()).isEqualTo("whole");
    assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(1);
    assertThat(lab.gate.held()).isZero();
    assertThat(lab.gate.counters().octetsIn()).isEqualTo(5);
  }
}
