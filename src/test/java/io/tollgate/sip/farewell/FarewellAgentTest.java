package io.tollgate.sip.farewell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.harness.Await;
import io.tollgate.harness.ServerKey;
import io.tollgate.timers.WheelTimers;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FarewellAgentTest {

  private static final int DATAGRAM = 65_535;

  private final WheelTimers timers = new WheelTimers();
  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private FarewellAgent agent;

  @BeforeEach
  void start() {
    agent =
        new FarewellAgent(
            () -> List.of(loopback),
            timers,
            Duration.ofSeconds(20),
            () -> {
              throw new IllegalStateException("no TLS here");
            });
  }

  @AfterEach
  void stop() {
    agent.close();
    timers.close();
  }

  private static String answer(String bye, String status) {
    String copied =
        bye.lines()
            .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq): .*"))
            .collect(Collectors.joining("\r\n"));
    return "SIP/2.0 " + status + "\r\n" + copied + "\r\nContent-Length: 0\r\n\r\n";
  }

  private String receive(DatagramSocket phone, DatagramPacket packet) throws IOException {
    phone.setSoTimeout(20_000);
    phone.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  private static void send(DatagramSocket phone, DatagramPacket to, String text)
      throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    phone.send(new DatagramPacket(octets, octets.length, to.getSocketAddress()));
  }

  private void awaitOutcome(Outcome expected) {
    Await.until(() -> !outcomes.isEmpty(), "an outcome");
    assertThat(outcomes).containsExactly(expected);
  }

  @Test
  void overUdpItIsRepeatedUntilItIsAnswered() throws IOException {
    try (DatagramSocket phone = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      agent.say(Dialogs.with("sip:bob@127.0.0.1:" + phone.getLocalPort()), outcomes::add);
      DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
      String first = receive(phone, packet);
      assertThat(receive(phone, packet)).isEqualTo(first);
      send(phone, packet, answer(first, "100 Trying"));
      send(phone, packet, "no SIP at all");
      send(phone, packet, answer(first, "200 OK").replace("z9hG4bK", "z9hG4bKother"));
      assertThat(outcomes).isEmpty();
      send(phone, packet, answer(first, "200 OK"));
      awaitOutcome(Outcome.ACCEPTED);
      assertThat(agent.unanswered()).isZero();
    }
  }

  @Test
  void aPartyThatHasLeftAlreadySaysSo() throws IOException {
    try (DatagramSocket phone = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      agent.say(Dialogs.with("sip:bob@127.0.0.1:" + phone.getLocalPort()), outcomes::add);
      DatagramPacket packet = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
      String bye = receive(phone, packet);
      // The compact form of Via, as some write it.
      send(phone, packet, answer(bye, "481 Gone").replace("Via:", "v :"));
      awaitOutcome(Outcome.REFUSED);
    }
  }

  @Test
  void whoSaysNothingIsGivenUp() {
    try (FarewellAgent impatient =
        new FarewellAgent(
            () -> List.of(loopback),
            timers,
            Duration.ofMillis(200),
            () -> {
              throw new IllegalStateException("no TLS here");
            })) {
      impatient.say(Dialogs.with("sip:bob@127.0.0.1:9"), outcomes::add);
      awaitOutcome(Outcome.SILENT);
    }
  }

  @Test
  void overTcpAllGoesOnOneConnection() throws IOException {
    try (ServerSocket proxy = new ServerSocket(0, 5, loopback)) {
      String route = "sip:127.0.0.1:" + proxy.getLocalPort() + ";transport=tcp;lr";
      agent.say(Dialogs.with("sip:bob@10.9.9.9", route), outcomes::add);
      agent.say(Dialogs.with("sip:carol@10.9.9.9", route), outcomes::add);
      proxy.setSoTimeout(20_000);
      try (Socket connection = proxy.accept()) {
        String one = head(connection.getInputStream());
        String two = head(connection.getInputStream());
        assertThat(List.of(one, two)).allMatch(bye -> bye.contains("Via: SIP/2.0/TCP "));
        String both = "\r\n\r\n" + answer(one, "200 OK") + answer(two, "200 OK");
        connection.getOutputStream().write(both.getBytes(StandardCharsets.UTF_8));
        Await.until(() -> outcomes.size() == 2, "both outcomes");
        assertThat(outcomes).containsOnly(Outcome.ACCEPTED);
      }
    }
  }

  @Test
  void overTlsItIsSaidToWhoShowsTheNameThatWasCalled(@TempDir Path folder) throws IOException {
    ServerKey key = ServerKey.create(folder);
    try (ServerSocket proxy =
            key.context().getServerSocketFactory().createServerSocket(0, 5, loopback);
        FarewellAgent secure =
            new FarewellAgent(
                () -> List.of(loopback),
                timers,
                Duration.ofSeconds(20),
                key.context()::getSocketFactory)) {
      int port = proxy.getLocalPort();
      proxy.setSoTimeout(20_000);
      secure.say(
          Dialogs.with("sip:bob@10.9.9.9", "sip:127.0.0.1:" + port + ";transport=tls;lr"),
          outcomes::add);
      try (Socket connection = proxy.accept()) {
        String bye = head(connection.getInputStream());
        assertThat(bye).startsWith("BYE ").contains("Via: SIP/2.0/TLS ");
        connection.getOutputStream().write(answer(bye, "200 OK").getBytes(StandardCharsets.UTF_8));
        awaitOutcome(Outcome.ACCEPTED);
      }
      outcomes.clear();
      secure.say(Dialogs.with("sip:bob@localhost:" + port + ";transport=tls"), outcomes::add);
      try (Socket connection = proxy.accept()) {
        assertThatThrownBy(() -> head(connection.getInputStream())).isInstanceOf(IOException.class);
        awaitOutcome(Outcome.UNREACHABLE);
      }
    }
  }

  @Test
  void aConnectionThatBreaksLeavesNobodyWaiting() throws IOException {
    try (ServerSocket proxy = new ServerSocket(0, 5, loopback)) {
      String target = "sip:bob@127.0.0.1:" + proxy.getLocalPort() + ";transport=tcp";
      agent.say(Dialogs.with(target), outcomes::add);
      proxy.setSoTimeout(20_000);
      try (Socket connection = proxy.accept()) {
        assertThat(head(connection.getInputStream())).startsWith("BYE ");
      }
      awaitOutcome(Outcome.UNREACHABLE);
    }
  }

  @Test
  void whereNobodyListensOrNoUriLeadsItIsOverAtOnce() throws IOException {
    int closed;
    try (ServerSocket gone = new ServerSocket(0, 5, loopback)) {
      closed = gone.getLocalPort();
    }
    agent.say(Dialogs.with("sip:bob@127.0.0.1:" + closed + ";transport=tcp"), outcomes::add);
    awaitOutcome(Outcome.UNREACHABLE);
    agent.say(Dialogs.with("tel:+49"), outcomes::add);
    agent.say(Dialogs.with("sip:bob@127.0.0.1;transport=tls"), outcomes::add);
    Await.until(() -> outcomes.size() == 3, "three outcomes");
    assertThat(outcomes).containsOnly(Outcome.UNREACHABLE);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("the stream ended after: " + head);
      }
      head.append((char) octet);
    }
    return head.toString();
  }
}
