package io.tollgate.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Await;
import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An initial request that is refused: its answer may be lost, and nothing of it may stay. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {
  private TollgateServer server;

  @BeforeAll
  void start() {
    server = TollgateServer.start(Map.of());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String nobody() {
    return "sip:conf-of-yesterday@127.0.0.1:" + server.sipPort();
  }

  @Test
  void aRefusalThatIsAcknowledgedLeavesNothingBehind() {
    try (PhoneBank bank = new PhoneBank(server.sipPort())) {
      for (int i = 0; i < 10; i++) {
        assertThat(bank.phone("alice").call(nobody()).status()).isEqualTo(404);
      }
      Await.until(() -> server.application().sipContainer().liveSessions() == 0, "sessions to end");
    }
  }

  @Test
  void aRefusalIsRepeatedUntilItIsAcknowledged() throws IOException {
    for (String method : new String[] {"INVITE", "MESSAGE"}) {
      for (String header : new String[] {"", "Require: nonsense\r\n"}) {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
          socket.setSoTimeout(20_000);
          String request = request(method, header, socket.getLocalPort());
          send(socket, request);
          String refusal = receive(socket);
          assertThat(refusal).startsWith("SIP/2.0 4");
          send(socket, request);
          assertThat(receive(socket)).isEqualTo(refusal);
        }
      }
    }
  }

  @Test
  void aDialogThatWouldLeadNowhereIsNotBegun() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      socket.setSoTimeout(20_000);
      for (String method : new String[] {"INVITE", "SUBSCRIBE"}) {
        String request = request(method, "Event: presence\r\n", socket.getLocalPort());
        send(socket, request.replace("Contact: <sip:alice", "Contact: <xsip:alice"));
        assertThat(receive(socket)).startsWith("SIP/2.0 400");
      }
    }
  }

  private String request(String method, String header, int port) {
    return method
        + " "
        + nobody()
        + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
        + port
        + ";branch=z9hG4bK"
        + method
        + port
        + "\r\nFrom: <sip:alice@example.com>;tag=1\r\nTo: <"
        + nobody()
        + ">\r\nCall-ID: "
        + method
        + port
        + "\r\nCSeq: 1 "
        + method
        + "\r\nContact: <sip:alice@127.0.0.1:"
        + port
        + ">\r\nMax-Forwards: 70\r\n"
        + header
        + "Content-Length: 0\r\n\r\n";
  }

  private void send(DatagramSocket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(
        new DatagramPacket(
            bytes,
            bytes.length,
            new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.sipPort())));
  }

  private static String receive(DatagramSocket socket) throws IOException {
    while (true) {
      DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
      socket.receive(packet);
      String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      if (!new SipText(text).startLine().startsWith("SIP/2.0 1")) {
        return text;
      }
    }
  }
}
