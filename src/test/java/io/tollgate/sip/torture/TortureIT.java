package io.tollgate.sip.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.TollgateServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * RFC 4475: each valid message is handled, each invalid one refused or dropped, and life goes on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TortureIT {
  private static final int ANSWER_MILLIS = 15_000;

  /** What is dropped shall not take that long. */
  private static final int SILENCE_MILLIS = 1_500;

  private final String run = UUID.randomUUID().toString();
  private FarSide farSide;
  private TollgateServer server;

  @BeforeAll
  void start() throws IOException {
    farSide = new FarSide();
    server =
        TollgateServer.start(
            Map.of("sip.outbound-proxy", "sip:127.0.0.1:" + farSide.port() + ";lr"));
  }

  @AfterAll
  void stop() {
    server.close();
    farSide.close();
  }

  static List<TortureMessage> messages() {
    return TortureMessage.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void isTakenAsTheRfcSaysAndTheNextCallSucceeds(TortureMessage message) throws IOException {
    int before = farSide.requests().size();
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      String via = "127.0.0.1:" + socket.getLocalPort();
      send(
          socket,
          message.octets(via, "127.0.0.1:" + server.sipPort(), "127.0.0.1:" + farSide.port(), run));
      String answer = finalAnswer(socket, message.mayBeDropped() ? SILENCE_MILLIS : ANSWER_MILLIS);
      boolean forwarded = farSide.requests().size() > before;

      String seen = "answer: " + answer + ", far side: " + forwarded;
      switch (message.expectation()) {
        case "forwarded" ->
            assertThat(forwarded && answer.matches("SIP/2.0 (486|200).*")).as(seen).isTrue();
        case "refused" ->
            assertThat(!forwarded && (answer.isEmpty() || refusal(answer))).as(seen).isTrue();
        case "refused-or-forwarded" ->
            assertThat(forwarded || answer.isEmpty() || refusal(answer)).as(seen).isTrue();
        case "silent" -> assertThat(!forwarded && answer.isEmpty()).as(seen).isTrue();
        default ->
            assertThat(answer)
                .as(seen)
                .startsWith("SIP/2.0 " + message.expectation().replace("answered:", ""));
      }
      assertThat(nextCall()).startsWith("SIP/2.0 486");
    }
  }

  private static boolean refusal(String answer) {
    return answer.matches("SIP/2.0 [456]\\d\\d.*");
  }

  private String nextCall() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      String id = UUID.randomUUID().toString();
      String invite =
          String.join(
              "\r\n",
              "INVITE sip:next@example.com SIP/2.0",
              "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bK" + id,
              "From: <sip:caller@example.net>;tag=1",
              "To: <sip:next@example.com>",
              "Call-ID: " + id,
              "CSeq: 1 INVITE",
              "Contact: <sip:caller@127.0.0.1:" + socket.getLocalPort() + ">",
              "Max-Forwards: 70",
              "Content-Length: 0",
              "",
              "");
      send(socket, invite.getBytes(StandardCharsets.US_ASCII));
      return finalAnswer(socket, ANSWER_MILLIS);
    }
  }

  private void send(DatagramSocket socket, byte[] octets) throws IOException {
    socket.send(
        new DatagramPacket(
            octets, octets.length, InetAddress.getByName("127.0.0.1"), server.sipPort()));
  }

  /** The start line of the first answer that is no 1xx, or nothing. */
  private static String finalAnswer(DatagramSocket socket, int millis) throws IOException {
    socket.setSoTimeout(millis);
    DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
    try {
      while (true) {
        socket.receive(packet);
        String line =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
        if (line.startsWith("SIP/2.0 ") && !line.startsWith("SIP/2.0 1")) {
          return line;
        }
      }
    } catch (SocketTimeoutException nothing) {
      return "";
    }
  }
}
