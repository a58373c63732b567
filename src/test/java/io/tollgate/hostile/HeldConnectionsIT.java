package io.tollgate.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.TollgateServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Connections that are held, and messages that are never whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldConnectionsIT {
  private final List<Socket> held = new ArrayList<>();
  private TollgateServer server;

  @BeforeAll
  void start() {
    server =
        TollgateServer.start(
            Map.of(
                "sip.peers", "127.0.0.1;trusted, 127.0.0.2, 127.0.0.3",
                "container.sip-connections-per-source", "20",
                "container.sip-idle", "2s"));
  }

  @AfterEach
  void let() throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
    held.clear();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(10_000);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress("127.0.0.1", server.sipPort()), 5000);
    held.add(socket);
    return socket;
  }

  private static boolean isClosed(Socket socket, int millis) {
    try {
      socket.setSoTimeout(millis);
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // What is answered before is no matter.
      }
      return true;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private static String options(int number) {
    return "OPTIONS sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:9;branch=z9hG4bKh"
        + System.nanoTime()
        + "\r\nMax-Forwards: 70\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:127.0.0.1>\r\nCall-ID: h"
        + System.nanoTime()
        + "\r\nCSeq: "
        + number
        + " OPTIONS\r\nContent-Length: 0\r\n\r\n";
  }

  private void honestOptionsIsAnswered() throws IOException {
    long start = System.nanoTime();
    Socket honest = connect("127.0.0.1");
    honest.getOutputStream().write(options(1).getBytes(StandardCharsets.US_ASCII));
    assertThat(
            new BufferedReader(
                    new InputStreamReader(honest.getInputStream(), StandardCharsets.US_ASCII))
                .readLine())
        .startsWith("SIP/2.0 200");
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }

  private static long sipThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().startsWith("TCPMessageChannelThread")
                    || thread.getName().startsWith("PipelineThread"))
        .count();
  }

  @Test
  void threeHundredIdleConnectionsCostAFewAndNobodyElseAny() throws IOException {
    for (int i = 0; i < 300; i++) {
      try {
        connect("127.0.0.2");
      } catch (IOException refused) {
        // As most of them are.
      }
    }
    Await.until(
        () -> held.stream().filter(socket -> !isClosed(socket, 1)).count() <= 20,
        "all but twenty to be closed");
    assertThat(sipThreads()).isLessThanOrEqualTo(2 * 20);
    honestOptionsIsAnswered();
    let();
    Await.until(() -> sipThreads() <= 2, "threads to end");
  }

  @Test
  void aConnectionThatFallsSilentIsClosed() throws IOException {
    Socket socket = connect("127.0.0.2");
    socket.getOutputStream().write(options(1).getBytes(StandardCharsets.US_ASCII));
    assertThat(isClosed(socket, 10_000)).isTrue();
  }

  @Test
  void aStrangersConnectionIsClosedAtOnce() throws IOException {
    Socket socket;
    try {
      socket = connect("127.0.0.9");
    } catch (IOException refused) {
      return;
    }
    assertThat(isClosed(socket, 3000)).isTrue();
  }

  @Test
  void unfinishedMessagesOfFourMebibytesFillNothing() throws IOException {
    byte[] part = new byte[1 << 20];
    for (int i = 0; i < 20; i++) {
      Socket socket = connect("127.0.0.3");
      try {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("MESSAGE sip:127.0.0.1 SIP/2.0\r\nContent-Length: " + (4 << 20) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(part);
        out.write(part);
      } catch (IOException closed) {
        // Closed before it was all there, as it should be.
      }
    }
    Await.until(
        () -> held.stream().filter(socket -> !isClosed(socket, 1)).count() <= 4,
        "what is above 8 MiB to be closed");
    honestOptionsIsAnswered();
  }

  @Test
  void aMessageThatWillNeverBeTakenIsNotReadToItsEnd() throws IOException {
    Socket socket = connect("127.0.0.2");
    socket
        .getOutputStream()
        .write(
            "MESSAGE sip:127.0.0.1 SIP/2.0\r\nContent-Length: 2000000000\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(isClosed(socket, 5000)).isTrue();
  }
}
