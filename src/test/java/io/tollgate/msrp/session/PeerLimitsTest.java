package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Ports;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import io.tollgate.msrpclient.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a peer may take of the server before it is stopped, and that nobody else is. */
class PeerLimitsTest {
  private static final int PIECE = 128 * 1024;

  private static RelayLab relay(MsrpLimits limits) throws IOException {
    return new RelayLab(limits, new CountingGate());
  }

  private static void assertStillCarries(RelayLab lab) throws IOException {
    String id = lab.alice.send(Outgoing.text("still here"));
    assertThat(lab.bob.awaitMessage(id).text()).isEqualTo("still here");
  }

  private static Socket connect(RelayLab lab) throws IOException {
    return new Socket("127.0.0.1", lab.plane.tcpPort());
  }

  @Test
  void connectionsBeyondTheLimitAreClosedAtOnce() throws Exception {
    try (RelayLab lab = relay(Limits.with(its -> its.connections = 3)).connected()) {
      try (Socket third = connect(lab)) {
        lab.alice.await(() -> lab.plane.status().connections() == 3, 20_000, "the third");
        try (Socket fourth = connect(lab)) {
          assertThat(fourth.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(third.isConnected()).isTrue();
        assertStillCarries(lab);
      }
      lab.alice.await(() -> lab.plane.status().connections() == 2, 20_000, "the end of the third");
      try (Socket again = connect(lab)) {
        lab.alice.await(() -> lab.plane.status().connections() == 3, 20_000, "its successor");
        assertThat(again.isConnected()).isTrue();
      }
    }
  }

  @Test
  void aConnectionThatServesNoSessionIsClosedInTime() throws Exception {
    MsrpLimits limits =
        Limits.with(
            its -> {
              its.bindTime = Duration.ofMillis(200);
              its.usageInterval = Duration.ofMillis(50);
            });
    try (RelayLab lab = relay(limits).connected();
        Socket idle = connect(lab)) {
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      assertStillCarries(lab);
    }
  }

  @Test
  void aPeerThatCannotBeReachedIsTold() throws Exception {
    try (RelayLab lab = new RelayLab()) {
      String nobody = "127.0.0.1:" + Ports.free();
      String offer = lab.alice.sdp("active");
      lab.relay.originating().remoteOffer(offer);
      lab.relay.terminating().offer(offer);
      String answer = lab.bob.sdp("passive").replaceAll("127.0.0.1:\\d+/", nobody + "/");
      lab.relay.terminating().remoteAnswer(answer);
      lab.alice.await(() -> !lab.told.isEmpty(), 20_000, "the failure");
      assertThat(lab.told.get(0)).startsWith("lost bob: cannot connect to " + nobody);
    }
  }

  @Test
  void whoDoesNotReadHoldsHisSenderUpAndMissesNothing() throws Exception {
    int queue = 128 * 1024;
    try (RelayLab lab = relay(Limits.with(its -> its.queueBytes = queue)).connected()) {
      lab.bob.awaitConnection();
      lab.bob.reading(false);
      byte[] body = new byte[20 << 20];
      new Random(3).nextBytes(body);
      Outgoing message = Outgoing.binary(body).inChunksOf(50_000);
      CompletableFuture<String> sent = inTheBackground(lab.alice, message);
      long most = 0;
      int still = 0;
      for (long before = -1; still < 20; ) {
        long carried = lab.relay.counters().octetsIn();
        long queued = lab.plane.status().queuedBytes();
        most = Math.max(most, queued);
        still = carried == before && queued > 0 ? still + 1 : 0;
        before = carried;
        // so many times around the loop nothing moved
        ((Relay) lab.relay).loop.executor.submit(() -> {}).sync();
        Thread.onSpinWait();
      }
      assertThat(lab.relay.counters().octetsIn()).isLessThan(body.length);
      lab.bob.reading(true);
      sent.get();
      Received received = lab.bob.awaitMessage(message.messageId());
      assertThat(received.sha256Hex()).isEqualTo(message.sha256Hex());
      assertThat(most).isBetween(1L, (long) queue + 2 * PIECE);
    }
  }

  private static CompletableFuture<String> inTheBackground(MsrpAgent from, Outgoing message) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return from.send(message);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> new Thread(task).start());
  }

  @Test
  void whoOwesAsManyAnswersAsHeMayHoldsHisSenderUp() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (RelayLab lab = relay(Limits.with(its -> its.pendingAnswers = 16)).connected()) {
      lab.alice.send(Outgoing.text("before"));
      lab.alice.await(() -> lab.relay.counters().successfullySent() == 1, 20_000, "its delivery");
      lab.bob.answering(frame -> afterwards(answer));
      for (int i = 0; i < 100; i++) {
        lab.alice.send(Outgoing.text("message " + i));
      }
      lab.alice.await(() -> lab.relay.counters().sent() == 1 + 16, 20_000, "as many as may go");
      ((Relay) lab.relay).loop.executor.submit(() -> {}).sync();
      assertThat(lab.relay.counters().sent()).isEqualTo(1 + 16);
      answer.countDown();
      lab.bob.awaitMessages(1 + 100);
      assertThat(lab.alice.refusals()).isEmpty();
    } finally {
      answer.countDown();
    }
  }

  @Test
  void inAConferenceWhoOwesAsManyAnswersAsHeMayMissesTheRest() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    MsrpLimits limits =
        Limits.with(
            its -> {
              Limits.waiting(its);
              its.pendingAnswers = 16;
              its.patience = Duration.ZERO;
            });
    try (ConferenceLab lab = new ConferenceLab(limits, new CountingGate()).with(4)) {
      MsrpAgent silent = lab.agents.get(3);
      lab.agents.get(0).send(ConferenceLab.says(0, "before"));
      silent.await(
          () -> lab.conference.counters().successfullyExploded() == 3, 20_000, "its delivery");
      silent.answering(frame -> afterwards(answer));
      for (int i = 0; i < 40; i++) {
        // one after the other, so that the others owe little
        String id = lab.agents.get(0).send(ConferenceLab.says(0, "message " + i));
        lab.agents.get(1).awaitMessage(id);
        lab.agents.get(2).awaitMessage(id);
      }
      answer.countDown();
      var last = lab.conference.close().toCompletableFuture().get();
      assertThat(last.sent()).isEqualTo(1 + 40);
      assertThat(last.exploded()).isEqualTo(3 + 2 * 40 + 16);
      assertThat(last.successfullyExploded()).isEqualTo(3 + 2 * 40 + 16);
    } finally {
      answer.countDown();
    }
  }

  private static int afterwards(CountDownLatch what) {
    try {
      what.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 200;
  }

  /** However many do not read, something is always left for those who do. */
  @Test
  void allQueuesTogetherAreBoundedAndWhoReadsMissesNothing() throws Exception {
    long inAll = 1 << 20;
    MsrpLimits limits =
        Limits.with(
            its -> {
              its.queueBytesInAll = inAll;
              its.patience = Duration.ofMillis(50);
            });
    try (ConferenceLab lab = new ConferenceLab(limits, new CountingGate()).with(12)) {
      for (MsrpAgent stuck : lab.agents.subList(2, 12)) {
        stuck.reading(false);
      }
      byte[] content = new byte[20_000];
      long most = 0;
      int messages = 800;
      for (int i = 0; i < messages; i++) {
        String id = lab.agents.get(0).send(ConferenceLab.says(0, content).failureReport("no"));
        most = Math.max(most, lab.plane.status().queuedBytes());
        lab.agents.get(1).awaitMessage(id);
        lab.agents.get(1).forget(id);
      }
      assertThat(most).isBetween(inAll / 2, inAll + PIECE);
      assertThat(lab.legs.get(1).counters().exploded()).isEqualTo(messages);
      assertThat(lab.legs.get(2).counters().exploded()).isLessThan(messages);
    }
  }
}
