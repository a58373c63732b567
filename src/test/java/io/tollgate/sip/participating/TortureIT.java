package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.Ports;
import io.tollgate.harness.SipText;
import io.tollgate.harness.TollgateServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages after RFC 4475, named as there. After each of them the server still serves the next
 * request.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TortureIT {
  private static final Path MESSAGES = Path.of("src", "test", "resources", "torture");
  private static final int SILENCE_MILLIS = 150;

  private final int nextHop = Ports.free();
  private TollgateServer server;
  private RawUa sender;

  @BeforeAll
  void start() {
    server = TollgateServer.start(Map.of("sip.outbound-proxy", "sip:127.0.0.1:" + nextHop));
    sender = new RawUa(server.sipPort());
  }

  @AfterAll
  void stop() {
    sender.close();
    server.close();
  }

  @AfterEach
  void servesTheNextRequest() {
    sender.send(
        "OPTIONS sip:127.0.0.1:" + server.sipPort() + " SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:" + sender.port() + ";branch=z9hG4bK" + UUID.randomUUID(),
        "From: <sip:probe@example.com>;tag=1",
        "To: <sip:127.0.0.1>",
        "Call-ID: " + UUID.randomUUID(),
        "CSeq: 1 OPTIONS",
        "X-Probe: 1",
        "Max-Forwards: 70",
        "Content-Length: 0");
    sender.await(
        message ->
            message.startLine().startsWith("SIP/2.0 200")
                && message.header("From").contains("probe@"),
        "answer to the probe");
  }

  static Stream<String> passed() throws IOException {
    return names("passed");
  }

  static Stream<String> refused() throws IOException {
    return names("refused");
  }

  static Stream<String> invalid() throws IOException {
    return names("invalid");
  }

  private static Stream<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(MESSAGES.resolve(folder))) {
      List<String> names = files.map(file -> folder + "/" + file.getFileName()).sorted().toList();
      return names.stream();
    }
  }

  /** {@code {port}} stands for the sender's. */
  private void send(String name) throws IOException {
    String text =
        new String(Files.readAllBytes(MESSAGES.resolve(name)), StandardCharsets.ISO_8859_1);
    sender.sendBytes(
        text.replace("{port}", Integer.toString(sender.port()))
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @MethodSource("passed")
  void aValidRequestIsPassedOnAndAnswered(String name) throws IOException {
    try (RawUa receiver = new RawUa(server.sipPort(), nextHop)) {
      send(name);
      SipText request = receiver.await(message -> !message.startLine().startsWith("ACK"), name);
      receiver.answer(request, "603 Decline", "b1");
      sender.await("SIP/2.0 603");
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRequestThatCannotBeServedIsRefused(String name) throws IOException {
    try (RawUa receiver = new RawUa(server.sipPort(), nextHop)) {
      send(name);
      assertThat(sender.await("SIP/2.0").startLine()).matches("SIP/2.0 [45].*");
      assertThat(receiver.drain(SILENCE_MILLIS)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void anInvalidMessageIsRefusedDroppedOrRepaired(String name) throws IOException {
    try (RawUa receiver = new RawUa(server.sipPort(), nextHop)) {
      send(name);
      for (SipText answer : sender.drain(SILENCE_MILLIS)) {
        assertThat(answer.startLine()).matches("SIP/2.0 (100|[456]).*");
      }
      for (SipText request : receiver.drain(SILENCE_MILLIS)) {
        // RFC 4475 3.1.2 lets a liberal element go on where the meaning is beyond doubt.
        assertThat(request.startLine()).endsWith(" SIP/2.0");
        if (!request.startLine().startsWith("ACK")) {
          receiver.answer(request, "603 Decline", "b1");
        }
      }
      sender.drain(SILENCE_MILLIS);
    }
  }
}
