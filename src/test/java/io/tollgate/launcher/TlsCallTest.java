package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.launcher.SipEndpoint.Transport;
import io.tollgate.phone.Call;
import io.tollgate.phone.Phone;
import io.tollgate.phone.PhoneBank;
import io.tollgate.phone.Request;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whole calls with TLS on one side or on both. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsCallTest {
  private static final String SDP =
      "v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 4000 RTP/AVP 0\r\n";

  private Path keyStore;
  private TollgateServer server;
  private SSLServerSocket bob;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
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

  @BeforeEach
  void listen() throws Exception {
    bob =
        (SSLServerSocket)
            serving()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    bob.setSoTimeout(30_000);
  }

  @AfterEach
  void close() throws Exception {
    bob.close();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void fromUdpToTls() throws Exception {
    try (PhoneBank bank = new PhoneBank(server.sipPort()).patience(30)) {
      Call call = bank.phone("alice").call(bobsUri());
      try (StreamPeer callee = new StreamPeer(bob.accept())) {
        SipText invite = callee.await("INVITE");
        assertThat(invite.headers("Via").get(0)).startsWith("SIP/2.0/TLS");
        assertThat(invite.header("Contact")).containsIgnoringCase("transport=tls");
        callee.answer(invite, "200 OK", "<" + bobsUri() + ">", SDP);
        assertThat(call.status()).isEqualTo(200);
        callee.await("ACK");
        Request bye = call.bye();
        callee.answer(callee.await("BYE"), "200 OK", "<" + bobsUri() + ">", "");
        assertThat(bye.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void fromTlsToUdp() throws Exception {
    try (PhoneBank bank = new PhoneBank(server.sipPort()).patience(30);
        StreamPeer caller = connected()) {
      Phone carol = bank.phone("carol");
      caller.send(SDP, request(caller, "INVITE", 1, carol.uri(), "<sip:carol@example.com>", true));
      SipText ok = caller.await("SIP/2.0 200");
      assertThat(ok.header("Contact")).containsIgnoringCase("transport=tls");
      hangUp(caller, ok);
      Call call = carol.incoming();
      call.await("ACK");
      call.await("BYE");
    }
  }

  @Test
  void fromTlsToTls() throws Exception {
    aCallAndAMessage(bob, bobsUri());
  }

  @Test
  void fromTlsToTcp() throws Exception {
    try (ServerSocket dave = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      dave.setSoTimeout(30_000);
      aCallAndAMessage(dave, "sip:dave@127.0.0.1:" + dave.getLocalPort() + ";transport=tcp");
    }
  }

  private void aCallAndAMessage(ServerSocket listening, String uri) throws Exception {
    try (StreamPeer caller = connected()) {
      caller.send(SDP, request(caller, "INVITE", 1, uri, "<sip:bob@example.com>", true));
      try (StreamPeer callee = new StreamPeer(listening.accept())) {
        callee.answer(callee.await("INVITE"), "200 OK", "<" + uri + ">", SDP);
        SipText ok = caller.await("SIP/2.0 200");
        caller.send("", request(caller, "ACK", 1, target(ok), ok.header("To"), false));
        callee.await("ACK");
        caller.send("", request(caller, "BYE", 2, target(ok), ok.header("To"), false));
        callee.answer(callee.await("BYE"), "200 OK", "<" + uri + ">", "");
        assertThat(caller.await("SIP/2.0 200").header("CSeq")).isEqualTo("2 BYE");

        caller.send("", request(caller, "MESSAGE", 7, uri, "<sip:bob@example.com>", false));
        callee.answer(callee.await("MESSAGE"), "200 OK", "<" + uri + ">", "");
        assertThat(caller.await("SIP/2.0 200").header("CSeq")).isEqualTo("7 MESSAGE");
      }
    }
  }

  private void hangUp(StreamPeer caller, SipText ok) throws Exception {
    caller.send("", request(caller, "ACK", 1, target(ok), ok.header("To"), false));
    caller.send("", request(caller, "BYE", 2, target(ok), ok.header("To"), false));
    assertThat(caller.await("SIP/2.0 200").header("CSeq")).isEqualTo("2 BYE");
  }

  private static String target(SipText ok) {
    return ok.header("Contact").replaceFirst("^[^<]*<", "").replaceFirst(">.*$", "");
  }

  private static String[] request(
      StreamPeer caller, String method, int number, String target, String to, boolean sdp) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                method + " " + target + " SIP/2.0",
                "Via: SIP/2.0/TLS 127.0.0.1:"
                    + caller.port()
                    + ";branch=z9hG4bK"
                    + method
                    + number
                    + "-"
                    + caller.port(),
                "From: <sip:alice@example.com>;tag=a" + (number < 7 ? 1 : number),
                "To: " + to,
                "Call-ID: tls-" + caller.port() + (number < 7 ? "" : "-m"),
                "CSeq: " + number + " " + method,
                "Contact: <sip:alice@127.0.0.1:" + caller.port() + ";transport=tls>",
                "Max-Forwards: 70"));
    if (sdp) {
      lines.add("Content-Type: application/sdp");
    }
    return lines.toArray(String[]::new);
  }

  private String bobsUri() {
    return "sip:bob@127.0.0.1:" + bob.getLocalPort() + ";transport=tls";
  }

  private StreamPeer connected() throws Exception {
    return new StreamPeer(
        TlsTest.trusting(keyStore)
            .getSocketFactory()
            .createSocket("127.0.0.1", server.lastSipPort()));
  }

  private SSLContext serving() throws Exception {
    KeyStore keys = KeyStore.getInstance(keyStore.toFile(), TlsTest.PASSWORD.toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, TlsTest.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }
}
