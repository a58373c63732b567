package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.msrpclient.Received;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What goes in comes out, octet by octet, however it was cut. */
class ByteExactTest {
  private final Random random = new Random(4975);

  private byte[] octets(int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  private static void assertArrives(MsrpAgent to, Outgoing message) throws Exception {
    Received received = to.awaitMessage(message.messageId());
    assertThat(received.size()).isEqualTo(message.body().length);
    assertThat(received.sha256Hex()).isEqualTo(message.sha256Hex());
  }

  @Test
  void bodiesOfAnySize() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      for (int length :
          List.of(1, 2, 63, 1000, 4095, 4096, 4097, 16_384, 65_536, 200 * 1024, 1 << 20)) {
        Outgoing message = Outgoing.binary(octets(length));
        lab.alice.send(message);
        assertArrives(lab.bob, message);
      }
      assertThat(lab.bob.faults()).isEmpty();
    }
  }

  @Test
  void fiftyMegabytesInOneFrame() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      Outgoing message = Outgoing.binary(octets(50 << 20));
      lab.alice.send(message);
      assertArrives(lab.bob, message);
    }
  }

  @Test
  void chunksOfAnySize() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      for (int chunk : List.of(1024, 2048, 5000, 16_384, 65_536)) {
        Outgoing message = Outgoing.binary(octets(1 << 20)).inChunksOf(chunk);
        lab.alice.send(message);
        assertArrives(lab.bob, message);
      }
      Outgoing tiny = Outgoing.binary(octets(300)).inChunksOf(1);
      lab.alice.send(tiny);
      assertArrives(lab.bob, tiny);
    }
  }

  @Test
  void oneOctetASegment() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      Outgoing message = Outgoing.binary(octets(2000));
      lab.alice.drip(lab.alice.chunk(message, 0, 2000, "1-2000/2000", '$'));
      assertArrives(lab.bob, message);
      Outgoing open = Outgoing.binary(octets(700));
      lab.alice.drip(lab.alice.chunk(open, 0, 700, "1-*/*", '$'));
      assertArrives(lab.bob, open);
    }
  }

  @Test
  void contentThatLooksLikeAnEndLine() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      String text =
          "\r\n-------a1b2c3d4$\r\n\r\n--------------\r\n------\r\n\r\n-------\r\nMSRP a1b2c3d4 SEND\r\n";
      Outgoing message = Outgoing.text(text.repeat(50));
      lab.alice.send(message);
      lab.alice.send(message.withId("other-id").inChunksOf(7));
      assertThat(lab.bob.awaitMessage(message.messageId()).text()).isEqualTo(text.repeat(50));
      assertThat(lab.bob.awaitMessage("other-id").text()).isEqualTo(text.repeat(50));
    }
  }

  @Test
  void pipelinedAndInterleavedMessagesBothWays() throws Exception {
    try (RelayLab lab = new RelayLab().connected()) {
      CompletableFuture<List<Outgoing>> back =
          CompletableFuture.supplyAsync(
              () -> Shuffled.send(lab.bob, new Random(11), 30, Outgoing::binary));
      List<Outgoing> there = Shuffled.send(lab.alice, new Random(12), 30, Outgoing::binary);
      for (Outgoing message : there) {
        assertArrives(lab.bob, message);
      }
      for (Outgoing message : back.get()) {
        assertArrives(lab.alice, message);
      }
      assertThat(lab.relay.close().toCompletableFuture().get().successfullySent()).isEqualTo(60);
    }
  }
}
