package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.msrpclient.Received;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
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

  private static String sha256(byte[] octets) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
  }

  private static void assertArrives(MsrpAgent to, Outgoing message) throws Exception {
    Received received = to.awaitMessage(message.messageId());
    assertThat(received.size()).isEqualTo(message.body().length);
    assertThat(received.sha256Hex()).isEqualTo(sha256(message.body()));
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
          CompletableFuture.supplyAsync(() -> interleaved(lab.bob, 11));
      List<Outgoing> there = interleaved(lab.alice, 12);
      for (Outgoing message : there) {
        assertArrives(lab.bob, message);
      }
      for (Outgoing message : back.get()) {
        assertArrives(lab.alice, message);
      }
      assertThat(lab.relay.close().toCompletableFuture().get().successfullySent()).isEqualTo(60);
    }
  }

  /** Chunks of many messages, shuffled among each other, in large writes. */
  private static List<Outgoing> interleaved(MsrpAgent from, long seed) {
    Random random = new Random(seed);
    List<Outgoing> messages = new ArrayList<>();
    List<List<byte[]>> queues = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      byte[] body = new byte[1 + random.nextInt(60_000)];
      random.nextBytes(body);
      Outgoing message = Outgoing.binary(body);
      int size = 1024 + random.nextInt(64 * 1024 - 1024);
      List<byte[]> chunks = new ArrayList<>();
      for (int at = 0; at < body.length; at += size) {
        int length = Math.min(size, body.length - at);
        char flag = at + length == body.length ? '$' : '+';
        String range = (at + 1) + "-" + (at + length) + "/" + body.length;
        chunks.add(from.chunk(message, at, length, range, flag));
      }
      Collections.reverse(chunks);
      messages.add(message);
      queues.add(chunks);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (!queues.isEmpty()) {
      List<byte[]> queue = queues.get(random.nextInt(queues.size()));
      all.writeBytes(queue.remove(queue.size() - 1));
      if (queue.isEmpty()) {
        queues.remove(queue);
      }
    }
    try {
      from.raw(all.toByteArray());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return messages;
  }

  @Test
  void fiftyParticipantsGetTheSame() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(50)) {
      for (int length : List.of(1, 200, 2048, 70_000, 2 << 20)) {
        Outgoing message = ConferenceLab.says(3, octets(length));
        lab.agents.get(3).send(length > 4096 ? message.inChunksOf(length / 3) : message);
        for (MsrpAgent agent : lab.agents) {
          if (agent != lab.agents.get(3)) {
            assertArrives(agent, message);
          }
        }
      }
      assertThat(lab.conference.close().toCompletableFuture().get().successfullyExploded())
          .isEqualTo(5 * 49);
      assertThat(lab.gate.counters()).isEqualTo(lab.conference.counters());
    }
  }

  @Test
  void fiftyMegabytesToThree() throws Exception {
    try (ConferenceLab lab = new ConferenceLab().with(4)) {
      Outgoing message = ConferenceLab.says(0, octets(50 << 20));
      lab.agents.get(0).send(message.inChunksOf(64 * 1024));
      for (int i = 1; i < 4; i++) {
        assertArrives(lab.agents.get(i), message);
      }
    }
  }
}
