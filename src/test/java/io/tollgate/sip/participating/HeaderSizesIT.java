package io.tollgate.sip.participating;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.SipText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request with a head that is too large gets a clear answer before anything is made of it. */
class HeaderSizesIT extends RawCallFixture {

  HeaderSizesIT() {
    super(Map.of());
  }

  private static String x(int count) {
    return "x".repeat(count);
  }

  private String request(String what, int size) {
    String callId = UUID.randomUUID().toString();
    return String.join(
            "\r\n",
            "INVITE sip:bob"
                + (what.equals("uri") ? x(size) : "")
                + "@127.0.0.1:"
                + callee.port()
                + " SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:" + caller.port() + ";branch=z9hG4bK" + callId,
            "From: <sip:alice"
                + (what.equals("from") ? x(size) : "")
                + "@example.com>;tag="
                + (what.equals("tag") ? x(size) : "a1"),
            "To: <sip:bob" + (what.equals("to") ? x(size) : "") + "@example.com>",
            (what.equals("compact") ? "i" : "Call-ID")
                + ": "
                + (what.equals("call-id") || what.equals("compact") ? x(size) : callId),
            "CSeq: 1 INVITE",
            "Contact: <sip:alice"
                + (what.equals("contact") ? x(size) : "")
                + "@127.0.0.1:"
                + caller.port()
                + ">",
            "Max-Forwards: 70")
        + (what.equals("head") ? "\r\nX-Large: " + x(size) : "")
        + (what.equals("headers") ? "\r\nX-One: 1".repeat(size) : "")
        + "\r\nContent-Length: 0\r\n\r\n";
  }

  @ParameterizedTest
  @CsvSource({
    "call-id, 257, 400",
    "call-id, 50000, 400",
    "compact, 50000, 400",
    "from, 3000, 400",
    "from, 20000, 400",
    "to, 8000, 400",
    "contact, 8000, 400",
    "tag, 300, 400",
    "tag, 20000, 400",
    "uri, 1100, 414",
    "uri, 20000, 414",
    "headers, 260, 400",
    "head, 33000, 513",
    "head, 60000, 513"
  })
  void whatIsTooLargeIsRefused(String what, int size, int status) {
    int before = server.application().sipContainer().liveSessions();
    caller.sendText(request(what, size));
    SipText refusal = caller.await("SIP/2.0");
    assertThat(refusal.startLine()).startsWith("SIP/2.0 " + status + " ").contains("too large");
    assertThat(callee.drain(30)).isEmpty();
    assertThat(server.application().sipContainer().liveSessions()).isLessThanOrEqualTo(before);
  }

  /** RFC 3261 8.2.7: without a transaction, its copies still have one answer. */
  @Test
  void aCopyOfWhatWasRefusedGetsACopyOfTheRefusal() {
    String request = request("call-id", 300);
    caller.sendText(request);
    String first = caller.await("SIP/2.0 400").header("To");
    caller.forget();
    caller.sendText(request);
    assertThat(caller.await("SIP/2.0 400").header("To")).isEqualTo(first).contains(";tag=");
    caller.sendText(request("call-id", 301));
    assertThat(caller.await("SIP/2.0 400").header("To")).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({"call-id, 256", "from, 1500", "tag, 256", "uri, 800", "headers, 200", "head, 20000"})
  void whatIsNotTooLargeGoesThrough(String what, int size) {
    caller.sendText(request(what, size));
    SipText invite = callee.await("INVITE");
    callee.answer(invite, "486 Busy Here", "b1");
    caller.await("SIP/2.0 486");
  }

  @Test
  void aCallIdThatIsTooLargeIsRefusedOverTcpAndAHeadWithoutEndClosesTheConnection()
      throws IOException {
    assertThat(firstOctetsOverTcp(50_000))
        .startsWith("SIP/2.0 400 Call-ID too large: 50000, at most 256");
    assertThat(firstOctetsOverTcp(1 << 20)).isEmpty();
  }

  /** What comes back over TCP for an OPTIONS with a Call-ID of that length; nothing for a close. */
  private String firstOctetsOverTcp(int length) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.sipPort())) {
      socket.setSoTimeout(15_000);
      socket
          .getOutputStream()
          .write(
              request("call-id", length)
                  .replace("/UDP", "/TCP")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(60), StandardCharsets.US_ASCII);
    } catch (SocketException reset) {
      // Closed while we still wrote.
      return "";
    }
  }
}
