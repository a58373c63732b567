package io.tollgate.msrp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.codec.FrameFuzzer;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Peers that send nonsense, to sessions that exist and to none: only they suffer. */
class HostilePeersTest {

  @Test
  void nonsenseOnOtherConnectionsChangesNothingForASession() throws Exception {
    FrameFuzzer fuzzer = new FrameFuzzer(6);
    try (RelayLab lab = new RelayLab().connected()) {
      for (int i = 0; i < 300; i++) {
        hostile(lab, fuzzer, i % 2 == 0 ? "no-such" : "victim");
        if (i % 10 == 0) {
          Outgoing message = Outgoing.text("message " + i);
          lab.alice.send(message);
          assertThat(lab.bob.awaitMessage(message.messageId()).text()).isEqualTo("message " + i);
        }
      }
      assertThat(lab.bob.faults()).isEmpty();
      assertThat(lab.alice.faults()).isEmpty();
      assertThat(lab.relay.close().toCompletableFuture().get().sent()).isEqualTo(30);
      lab.alice.await(() -> lab.plane.status().connections() == 0, 20_000, "the end of all");
      assertThat(lab.plane.status().queuedBytes()).isZero();
      assertThat(lab.plane.status().legs()).isZero();
    }
  }

  /** Some inputs on one connection, for the leg of somebody else or for none. */
  private static void hostile(RelayLab lab, FrameFuzzer fuzzer, String session) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", lab.plane.tcpPort())) {
      for (int i = 0; i < 5; i++) {
        String text = new String(fuzzer.next(), StandardCharsets.ISO_8859_1);
        String aimed =
            session.equals("victim")
                ? text.replace("msrp://b.example:1/s;tcp", lab.relay.originating().path())
                : text;
        socket.getOutputStream().write(aimed.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // cut off, as it should be
    }
  }

  @Test
  void nonsenseWithinItsOwnSessionIsNeverCountedWrong() throws Exception {
    FrameFuzzer fuzzer = new FrameFuzzer(66);
    for (int i = 0; i < 60; i++) {
      try (RelayLab lab = new RelayLab().connected()) {
        for (int n = 0; n < 5; n++) {
          String text = new String(fuzzer.next(), StandardCharsets.ISO_8859_1);
          byte[] aimed =
              text.replace("msrp://b.example:1/s;tcp", lab.relay.originating().path())
                  .getBytes(StandardCharsets.ISO_8859_1);
          sendQuietly(lab.alice, aimed);
        }
        lab.alice.disconnect();
        var last = lab.relay.close().toCompletableFuture().get();
        assertThat(lab.gate.held()).isZero();
        assertThat(lab.gate.counters()).isEqualTo(last);
        assertThat(last.sent()).isGreaterThanOrEqualTo(lab.bob.messages().size());
        assertThat(lab.bob.faults()).isEmpty();
      }
    }
  }

  private static void sendQuietly(MsrpAgent agent, byte[] octets) {
    try {
      agent.raw(octets);
    } catch (IOException e) {
      // cut off, as it should be
    }
  }

  @Test
  void aPeerThatLeavesItsAnswersIsNotReadOn() throws Exception {
    int queue = 64 * 1024;
    MsrpLimits limits = Limits.with(its -> its.queueBytes = queue);
    int requests = 200_000;
    try (RelayLab lab = new RelayLab(limits, new CountingGate()).connected();
        Socket greedy = new Socket()) {
      greedy.setReceiveBufferSize(16 * 1024);
      greedy.connect(new InetSocketAddress("127.0.0.1", lab.plane.tcpPort()));
      byte[] asking =
          ("MSRP nobody01 SEND\r\nTo-Path: msrp://127.0.0.1:1/x;tcp\r\n"
                  + "From-Path: msrp://a:2/t;tcp\r\nMessage-ID: 1\r\n-------nobody01$\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      AtomicInteger written = new AtomicInteger();
      Thread writer = new Thread(() -> write(greedy, asking, requests, written), "greedy");
      writer.start();
      int[] last = {-1};
      int[] still = {0};
      long[] highest = {0};
      lab.alice.await(
          () -> {
            highest[0] = Math.max(highest[0], lab.plane.status().queuedBytes());
            still[0] = written.get() == last[0] ? still[0] + 1 : 0;
            last[0] = written.get();
            return still[0] >= 5;
          },
          60_000,
          "the writer to be held");
      assertThat(written.get()).as("requests that were taken").isLessThan(requests);
      assertThat(highest[0]).isLessThan(2L * queue + 4 * 128 * 1024);
      Outgoing message = Outgoing.text("others go on");
      lab.alice.send(message);
      assertThat(lab.bob.awaitMessage(message.messageId()).text()).isEqualTo("others go on");
      // when it takes them, it is read on, and nothing is missing
      int ends = 0;
      byte[] buffer = new byte[64 * 1024];
      while (ends < requests) {
        int read = greedy.getInputStream().read(buffer);
        assertThat(read).isPositive();
        for (int i = 0; i < read; i++) {
          ends += buffer[i] == '$' ? 1 : 0;
        }
      }
      writer.join();
      assertThat(ends).isEqualTo(requests);
    }
  }

  private static void write(Socket to, byte[] octets, int times, AtomicInteger written) {
    try {
      for (int i = 0; i < times; i++) {
        to.getOutputStream().write(octets);
        written.incrementAndGet();
      }
    } catch (IOException e) {
      // the test is over
    }
  }
}
