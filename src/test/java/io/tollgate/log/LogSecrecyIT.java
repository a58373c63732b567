package io.tollgate.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.harness.TollgateServer;
import io.tollgate.harness.WrittenLog;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No identity, no content and no secret gets into a line of the log, whatever goes wrong. */
class LogSecrecyIT {

  private static final String USER = "markeduser";
  private static final String CONTENT = "marked content";
  private static final String SECRET = "markedsecret";

  @TempDir private Path folder;

  /** Each fails in a place of its own, or is served. */
  private static final List<String> TARGETS =
      List.of(
          "sip:" + USER + "2@127.0.0.1:9",
          "sip:" + USER + "2@127.0.0.1:9;transport=tcp",
          "sip:" + USER + "2@127.0.0.1:9;transport=tls",
          "sip:" + USER + "2@127.0.0.1:9;transport=sctp",
          "sip:" + USER + "2@host.invalid",
          "sip:" + USER + "2@[::1]:99999",
          "tel:+49171" + USER,
          "http://" + USER + ".example.com/",
          "urn:service:" + USER);

  @Test
  void ofRequestsThatFailInEveryWay() throws Exception {
    try (WrittenLog log = WrittenLog.open();
        TollgateServer server =
            TollgateServer.start(
                Map.of(
                    "storage.directory", folder.toAbsolutePath().toString(),
                    "diameter.peers",
                        "cdf.example.com@127.0.0.1:1;rf,ocs.example.com@127.0.0.1:1;ro",
                    "deferred.on", "480,503,408,404",
                    "msrp.tls", "true",
                    "msrp.tls-port", "0",
                    "container.tls-key-store-password", SECRET,
                    "sip.no-answer", "1s"));
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(150);
      int number = 0;
      for (String method : List.of("MESSAGE", "INVITE", "OPTIONS", "REFER", "SUBSCRIBE", "BYE")) {
        for (String target : TARGETS) {
          send(socket, server.sipPort(), request(method, target, ++number, socket.getLocalPort()));
        }
      }
      for (String broken : broken(socket.getLocalPort())) {
        send(socket, server.sipPort(), broken);
      }
      server.application().admission().drain();
      assertThat(log.linesWith(USER, CONTENT, SECRET)).isEmpty();
    }
  }

  private static List<String> broken(int port) {
    String whole = request("MESSAGE", TARGETS.get(0), 1_000, port);
    return List.of(
        whole.replace("CSeq: 1 MESSAGE", "CSeq: one MESSAGE"),
        whole.replace("Call-ID: ", "Call-ID "),
        whole.replace("From: <sip:", "From: <sip::"),
        whole.replace("Content-Length: ", "Content-Length: -"),
        whole.replace("SIP/2.0\r\n", "SIP/7.0\r\n"),
        whole.replace("Contact: <", "Contact: <<"),
        whole.replace("\r\nTo: ", "\r\nTo: <sip:x@y>\r\nTo: "),
        whole.replace("P-Asserted-Identity: <sip:", "P-Asserted-Identity: <\u0000"));
  }

  private static String request(String method, String target, int number, int port) {
    String body = method.equals("INVITE") ? "v=0\r\no=" + USER + " bad sdp " + CONTENT : CONTENT;
    return method
        + " "
        + target
        + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
        + port
        + ";branch=z9hG4bKlog"
        + number
        + "\r\nMax-Forwards: 70\r\nFrom: \""
        + USER
        + "\" <sip:"
        + USER
        + "1@example.com>;tag="
        + number
        + "\r\nTo: <"
        + target
        + ">\r\nCall-ID: secrecy-"
        + number
        + "\r\nCSeq: 1 "
        + method
        + "\r\nContact: <sip:"
        + USER
        + "1@127.0.0.1:"
        + port
        + ">\r\nP-Asserted-Identity: <sip:"
        + USER
        + "1@example.com>\r\nRefer-To: <sip:"
        + USER
        + "3@host.invalid>\r\nEvent: presence\r\nContent-Type: "
        + (method.equals("INVITE") ? "application/sdp" : "text/plain")
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static void send(DatagramSocket socket, int port, String message) throws IOException {
    byte[] octets = message.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), port));
    try {
      socket.receive(new DatagramPacket(new byte[65_535], 65_535));
    } catch (SocketTimeoutException e) {
      // Silence is an answer as well.
    }
  }
}
