package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.launcher.SipEndpoint.Transport;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection that a caller made has ended. Its answer goes to the port that the caller named in
 * its Via (RFC 3261 18.2.2), and never to the port that the connection came from: somebody else may
 * have that one now.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerWayTest {
  private static final String SDP =
      "v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 4000 RTP/AVP 0\r\n";

  private Path keyStore;
  private TollgateServer server;
  private DatagramSocket callee;
  private InetAddress address;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    address = InetAddress.getByName("127.0.0.1");
    keyStore = TlsTest.keyStore(folder);
    server =
        TollgateServer.start(
            TollgateServer.options(Map.of())
                .withEndpoints(
                    List.of(
                        new SipEndpoint(Transport.UDP, "127.0.0.1", 0),
                        new SipEndpoint(Transport.TCP, "127.0.0.1", 0),
                        new SipEndpoint(Transport.TLS, "127.0.0.1", 0)),
                    "127.0.0.1",
                    0)
                .withStackProperties(SipStackProperties.tls(keyStore, TlsTest.PASSWORD)));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void listen() throws Exception {
    callee = new DatagramSocket(0, address);
    callee.setSoTimeout(20_000);
  }

  @AfterEach
  void close() {
    callee.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "TLS"})
  void whoHasTheCallersOldPortHearsNothingAndTheCallIsOver(Transport transport) throws Exception {
    int named = freePort();
    int from = callsAndIsGone(transport, named);
    SipText invite = hears("INVITE");
    try (ServerSocket stranger = listener(from)) {
      answer(invite, "180 Ringing", "");
      stranger.setSoTimeout(500);
      assertThatThrownBy(stranger::accept).isInstanceOf(SocketTimeoutException.class);
      answer(hears("CANCEL"), "200 OK", "");
      answer(invite, "487 Request Terminated", "");
      hears("ACK");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "TLS"})
  void whoListensAtTheNamedPortIsAnsweredThere(Transport transport) throws Exception {
    SSLContext serving = TlsTest.serving(keyStore);
    try (ServerSocket named =
        transport == Transport.TLS
            ? serving.getServerSocketFactory().createServerSocket(0, 5, address)
            : new ServerSocket(0, 5, address)) {
      named.setSoTimeout(20_000);
      callsAndIsGone(transport, named.getLocalPort());
      SipText invite = hears("INVITE");
      answer(invite, "180 Ringing", "");
      try (StreamPeer caller = new StreamPeer(named.accept())) {
        assertThat(caller.await("SIP/2.0 180").header("CSeq")).isEqualTo("1 INVITE");
        answer(invite, "486 Busy Here", "");
        hears("ACK");
        caller.await("SIP/2.0 486");
      }
    }
  }

  /**
   * @return the port that it called from
   */
  private int callsAndIsGone(Transport transport, int named) throws Exception {
    int port = transport == Transport.TLS ? server.lastSipPort() : server.sipPort();
    Socket connection = new Socket("127.0.0.1", port);
    StreamPeer caller =
        new StreamPeer(
            transport == Transport.TLS
                ? TlsTest.trusting(keyStore)
                    .getSocketFactory()
                    .createSocket(connection, "127.0.0.1", port, true)
                : connection);
    caller.send(
        SDP,
        "INVITE sip:bob@127.0.0.1:" + callee.getLocalPort() + " SIP/2.0",
        "Via: SIP/2.0/" + transport + " 127.0.0.1:" + named + ";branch=z9hG4bK" + UUID.randomUUID(),
        "From: <sip:alice@example.com>;tag=a1",
        "To: <sip:bob@example.com>",
        "Call-ID: " + UUID.randomUUID(),
        "CSeq: 1 INVITE",
        "Contact: <sip:alice@127.0.0.1:" + named + ";transport=" + transport + ">",
        "Max-Forwards: 70",
        "Content-Type: application/sdp");
    caller.await("SIP/2.0 100");
    connection.setSoLinger(true, 0);
    connection.close();
    return connection.getLocalPort();
  }

  private int freePort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, address)) {
      return free.getLocalPort();
    }
  }

  private ServerSocket listener(int port) throws Exception {
    ServerSocket listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(address, port));
    return listener;
  }

  private SipText hears(String method) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    do {
      packet.setLength(65_535);
      callee.receive(packet);
    } while (!text(packet).startsWith(method));
    return new SipText(text(packet));
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
  }

  private void answer(SipText request, String status, String body) throws Exception {
    StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
    request.headers("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
    String to = request.header("To");
    text.append("From: ").append(request.header("From")).append("\r\nTo: ");
    text.append(to.contains("tag=") ? to : to + ";tag=b1").append("\r\nCall-ID: ");
    text.append(request.header("Call-ID")).append("\r\nCSeq: ").append(request.header("CSeq"));
    text.append("\r\nContact: <sip:bob@127.0.0.1:").append(callee.getLocalPort());
    text.append(">\r\nContent-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    byte[] octets = text.toString().getBytes(StandardCharsets.US_ASCII);
    callee.send(new DatagramPacket(octets, octets.length, address, server.sipPort()));
  }
}
