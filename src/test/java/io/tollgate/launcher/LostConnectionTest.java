package io.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import io.tollgate.launcher.SipEndpoint.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connection to the callee ends when a request was written to it. Whoever waits here does so
 * for less than the half minute after which the server would give up anyway.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostConnectionTest {
  private static final String SDP =
      "v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 4000 RTP/AVP 0\r\n";

  private static final int PATIENCE_MILLIS = 20_000;

  private Path keyStore;
  private TollgateServer server;
  private StreamPeer caller;

  @SuppressWarnings("NullAway.Init")
  private Callee callee;

  private String callId;
  private int number;

  /** Takes connections; each message of the server's may be the last one on its connection. */
  @SuppressWarnings("NullAway.Init")
  private final class Callee implements AutoCloseable {
    private final ServerSocket listening;
    private final String uri;
    private StreamPeer connection;
    private Socket socket;

    Callee(Transport transport) throws Exception {
      InetAddress address = InetAddress.getByName("127.0.0.1");
      listening =
          transport == Transport.TLS
              ? TlsTest.serving(keyStore).getServerSocketFactory().createServerSocket(0, 5, address)
              : new ServerSocket(0, 5, address);
      listening.setSoTimeout(PATIENCE_MILLIS);
      uri =
          "sip:bob@127.0.0.1:"
              + listening.getLocalPort()
              + ";transport="
              + transport.name().toLowerCase(java.util.Locale.ROOT);
    }

    void accept() throws IOException {
      socket = listening.accept();
      connection = new StreamPeer(socket);
    }

    SipText await(String start) throws IOException {
      return connection.await(start);
    }

    void answer(SipText request, String status, String body) throws IOException {
      connection.answer(request, status, "<" + uri + ">", body);
    }

    void getsNoFurther(String method) throws IOException {
      listening.setSoTimeout(200);
      try {
        accept();
        assertThat(await("").startLine()).doesNotStartWith(method);
      } catch (SocketTimeoutException none) {
        // Nobody connects.
      } finally {
        listening.setSoTimeout(PATIENCE_MILLIS);
      }
    }

    /** As one that died: what was written to it is refused, and nobody reads it. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    @Override
    public void close() throws IOException {
      listening.close();
      if (socket != null) {
        socket.close();
      }
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    keyStore = TlsTest.keyStore(folder);
    server =
        TollgateServer.start(
            TollgateServer.options(Map.of("sip.ack-wait", "3s"))
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
  void connect() throws Exception {
    caller =
        new StreamPeer(
            TlsTest.trusting(keyStore)
                .getSocketFactory()
                .createSocket("127.0.0.1", server.lastSipPort()));
    callId = UUID.randomUUID().toString();
    number = 0;
  }

  @AfterEach
  void disconnect() throws Exception {
    caller.close();
    callee.close();
  }

  static Stream<Arguments> withinACall() {
    return Stream.of(Transport.TCP, Transport.TLS)
        .flatMap(
            transport ->
                Stream.of("INVITE", "UPDATE", "INFO", "MESSAGE", "BYE")
                    .map(method -> Arguments.of(transport, method)));
  }

  static Stream<Arguments> first() {
    return Stream.of(Transport.TCP, Transport.TLS)
        .flatMap(
            transport ->
                Stream.of("INVITE", "MESSAGE").map(method -> Arguments.of(transport, method)));
  }

  @ParameterizedTest
  @MethodSource("first")
  void theFirstRequestIsSentOnceMoreOverANewConnection(Transport transport, String method)
      throws Exception {
    callee = new Callee(transport);
    send(method, callee.uri, "<sip:bob@example.com>");
    sentOnceMore(method);
  }

  @ParameterizedTest
  @MethodSource("withinACall")
  void soIsOneWithinACall(Transport transport, String method) throws Exception {
    callee = new Callee(transport);
    SipText ok = call();
    send(method, target(ok), ok.header("To"));
    sentAgainAfter(callee.await(method), method);
  }

  private void sentOnceMore(String method) throws IOException {
    callee.accept();
    sentAgainAfter(callee.await(method), method);
  }

  private void sentAgainAfter(SipText lost, String method) throws IOException {
    callee.reset();
    callee.accept();
    SipText again = callee.await(method);
    assertThat(again.headers("Via")).isEqualTo(lost.headers("Via"));
    assertThat(again.header("CSeq")).isEqualTo(lost.header("CSeq"));
    callee.answer(again, "200 OK", method.matches("INVITE|UPDATE") ? SDP : "");
    assertThat(finalAnswer(method).startLine()).startsWith("SIP/2.0 200");
  }

  @ParameterizedTest
  @MethodSource("first")
  void whereNoConnectionCanBeMadeTheFirstRequestIsRefusedAtOnce(Transport transport, String method)
      throws Exception {
    callee = new Callee(transport);
    send(method, callee.uri, "<sip:bob@example.com>");
    callee.accept();
    callee.await(method);
    callee.listening.close();
    callee.reset();
    assertThat(finalAnswer(method).startLine()).matches("SIP/2.0 (408|480|500|503|504) .*");
  }

  @ParameterizedTest
  @MethodSource("withinACall")
  void andWithinACallTheCallEndsAtOnce(Transport transport, String method) throws Exception {
    callee = new Callee(transport);
    SipText ok = call();
    send(method, target(ok), ok.header("To"));
    callee.await(method);
    callee.listening.close();
    callee.reset();
    if (method.equals("BYE")) {
      finalAnswer(method);
    } else {
      hangUp(caller.await("BYE"));
    }
  }

  /** RFC 3261 18.2.2: a connection that ended is no answer. */
  @ParameterizedTest
  @ValueSource(strings = {"TCP", "TLS"})
  void whoResetsEachTimeGetsItTwiceAndMayAnswerOverAConnectionOfItsOwn(Transport transport)
      throws Exception {
    callee = new Callee(transport);
    SipText ok = call();
    send("INFO", target(ok), ok.header("To"));
    SipText info = callee.await("INFO");
    callee.reset();
    callee.accept();
    callee.await("INFO");
    callee.reset();
    callee.getsNoFurther("INFO");

    try (StreamPeer own =
        new StreamPeer(
            TlsTest.trusting(keyStore)
                .getSocketFactory()
                .createSocket("127.0.0.1", server.lastSipPort()))) {
      own.answer(info, "200 OK", "<" + callee.uri + ">", "");
      assertThat(finalAnswer("INFO").startLine()).startsWith("SIP/2.0 200");
    }
  }

  /** What it was, nobody is told twice: it has been answered. */
  @Test
  void whatWasAnsweredIsNotSentAgain() throws Exception {
    callee = new Callee(Transport.TCP);
    SipText ok = call();
    send("INFO", target(ok), ok.header("To"));
    callee.answer(callee.await("INFO"), "200 OK", "");
    assertThat(finalAnswer("INFO").startLine()).startsWith("SIP/2.0 200");
    callee.reset();
    callee.getsNoFurther("INFO");
    send("BYE", target(ok), ok.header("To"));
    callee.accept();
    callee.answer(callee.await("BYE"), "200 OK", "");
    assertThat(finalAnswer("BYE").startLine()).startsWith("SIP/2.0 200");
  }

  private void hangUp(SipText bye) throws IOException {
    caller.answer(bye, "200 OK", "<sip:alice@127.0.0.1:" + caller.port() + ">", "");
  }

  /** Up; what the caller got as 200. */
  private SipText call() throws IOException {
    send("INVITE", callee.uri, "<sip:bob@example.com>");
    callee.accept();
    callee.answer(callee.await("INVITE"), "200 OK", SDP);
    SipText ok = finalAnswer("INVITE");
    send("ACK", target(ok), ok.header("To"));
    callee.await("ACK");
    return ok;
  }

  private SipText finalAnswer(String method) throws IOException {
    while (true) {
      SipText answer = caller.await("SIP/2.0 ");
      if (!answer.startLine().startsWith("SIP/2.0 1") && answer.header("CSeq").endsWith(method)) {
        return answer;
      }
    }
  }

  private void send(String method, String target, String to) throws IOException {
    int cseq = method.equals("ACK") ? number : ++number;
    boolean describes = method.matches("INVITE|UPDATE");
    List<String> lines =
        new ArrayList<>(
            List.of(
                method + " " + target + " SIP/2.0",
                "Via: SIP/2.0/TLS 127.0.0.1:"
                    + caller.port()
                    + ";branch=z9hG4bK"
                    + UUID.randomUUID(),
                "From: <sip:alice@example.com>;tag=a1",
                "To: " + to,
                "Call-ID: " + callId,
                "CSeq: " + cseq + " " + method,
                "Contact: <sip:alice@127.0.0.1:" + caller.port() + ";transport=tls>",
                "Max-Forwards: 70"));
    if (describes) {
      lines.add("Content-Type: application/sdp");
    }
    caller.send(describes ? SDP : "", lines.toArray(String[]::new));
  }

  private static String target(SipText ok) {
    return ok.header("Contact").replaceFirst("^[^<]*<", "").replaceFirst(">.*$", "");
  }
}
