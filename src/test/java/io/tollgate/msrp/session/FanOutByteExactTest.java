package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.msrpclient.Received;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One to fifty, octet by octet. Receivers digest what comes, and keep little of it. */
class FanOutByteExactTest {
  private static final int RECEIVERS = 50;
  private static final int QUEUE = 256 * 1024;

  /** Start line, headers and end line of a frame, and a few answers, which wait beside bodies. */
  private static final int FRAMING = 4 * 1024;

  private final Random random = new Random(7701);
  private ConferenceLab lab;

  @BeforeEach
  void fiftyAndOne() throws Exception {
    MsrpLimits limits =
        Limits.with(
            its -> {
              Limits.waiting(its);
              its.queueBytes = QUEUE;
            });
    lab = new ConferenceLab(limits, new CountingGate()).with(RECEIVERS + 1);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private Outgoing says(int sender, int length) {
    byte[] content = new byte[length];
    random.nextBytes(content);
    return ConferenceLab.says(sender, content);
  }

  private void assertArrives(int sender, Outgoing message) throws Exception {
    String sha256 = message.sha256Hex();
    for (int i = 0; i < lab.agents.size(); i++) {
      if (i != sender) {
        MsrpAgent receiver = lab.agents.get(i);
        Received received = receiver.awaitMessage(message.messageId());
        assertThat(received.size()).isEqualTo(message.body().length);
        assertThat(received.sha256Hex()).as("receiver %d", i).isEqualTo(sha256);
        receiver.forget(message.messageId());
      }
    }
  }

  private void assertCounted(int messages) throws Exception {
    var last = lab.conference.close().toCompletableFuture().get();
    assertThat(last.sent()).isEqualTo(messages);
    assertThat(last.exploded()).isEqualTo((long) messages * RECEIVERS);
    assertThat(last.successfullyExploded()).isEqualTo((long) messages * RECEIVERS);
    assertThat(lab.gate.counters()).isEqualTo(last);
    assertThat(lab.plane.status().queuedBytes()).isZero();
    for (MsrpAgent agent : lab.agents) {
      assertThat(agent.faults()).isEmpty();
    }
  }

  @Test
  void bodiesOfAnySize() throws Exception {
    List<Integer> sizes = List.of(1, 2, 200, 2048, 4095, 4097, 70_000, 1 << 20, 5 << 20);
    for (int length : sizes) {
      Outgoing message = says(3, length);
      lab.agents.get(3).send(message);
      assertArrives(3, message);
    }
    assertCounted(sizes.size());
  }

  @Test
  void fiftyMegabytesWhileNoMoreWaitsThanTheQueuesMayHold() throws Exception {
    Outgoing message = says(0, 50 << 20);
    MsrpAgent sender = lab.agents.get(0);
    int total = message.body().length;
    long most = 0;
    for (int at = 0; at < total; at += 64 * 1024) {
      int length = Math.min(64 * 1024, total - at);
      String range = (at + 1) + "-" + (at + length) + '/' + total;
      sender.raw(sender.chunk(message, at, length, range, at + length == total ? '$' : '+'));
      most = Math.max(most, lab.plane.status().queuedBytes());
    }
    assertArrives(0, message);
    assertThat(most).isBetween(1L, (long) RECEIVERS * (QUEUE + FRAMING));
    assertCounted(1);
  }

  @Test
  void oneOctetASegment() throws Exception {
    Outgoing message = says(1, 1500);
    int length = message.body().length;
    MsrpAgent sender = lab.agents.get(1);
    sender.drip(sender.chunk(message, 0, length, "1-" + length + '/' + length, '$'));
    assertArrives(1, message);
    assertCounted(1);
  }

  @Test
  void pipelinedAndInterleavedMessagesOfManyAtOnce() throws Exception {
    int senders = 8;
    int each = 12;
    List<CompletableFuture<List<Outgoing>>> all =
        IntStream.range(0, senders)
            .mapToObj(
                sender ->
                    CompletableFuture.supplyAsync(
                        () ->
                            Shuffled.send(
                                lab.agents.get(sender),
                                new Random(sender),
                                each,
                                content -> ConferenceLab.says(sender, content)),
                        task -> new Thread(task).start()))
            .toList();
    for (int sender = 0; sender < senders; sender++) {
      for (Outgoing message : all.get(sender).get()) {
        assertArrives(sender, message);
      }
    }
    assertCounted(senders * each);
  }
}
