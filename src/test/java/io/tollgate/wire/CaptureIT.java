package io.tollgate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CaptureIT {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void sipDiameterAndMsrpComeBackInTheOrderOfTheWire() throws IOException {
    try (DatagramSocket sip = new DatagramSocket(0, LOOPBACK);
        ServerSocket diameter = new ServerSocket(0, 5, LOOPBACK);
        ServerSocket msrp = new ServerSocket(0, 5, LOOPBACK);
        Capture capture =
            Capture.start(
                WatchedPorts.none()
                    .sip(sip.getLocalPort())
                    .diameter(diameter.getLocalPort())
                    .msrp(msrp.getLocalPort()))) {
      sendUdp(
          sip,
          "INVITE sip:bob@example.com SIP/2.0\r\ni: abc\r\nCSeq: 1 INVITE\r\nX-Own: some\r\n value\r\n"
              + "To: <sip:bob@example.com>\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello");
      sendTcp(diameter, accountingRequest(0), accountingRequest(1));
      sendTcp(
          msrp,
          text(
              "MSRP a786 SEND\r\nTo-Path: x\r\nFrom-Path: y\r\nMessage-ID: 7\r\n\r\nhi\r\n-------a786$\r\n"
                  + "MSRP b786 200 O"),
          text("K\r\nTo-Path: x\r\nFrom-Path: y\r\n-------b786$\r\n"));
      sendUdp(sip, "SIP/2.0 200 OK\r\nCall-ID: abc\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n");

      Trace trace = capture.stop();

      assertThat(trace.events())
          .extracting(WireEvent::summary)
          .containsExactly(
              "INVITE sip:bob@example.com",
              "ACR START 0",
              "ACR START 1",
              "MSRP SEND 7",
              "MSRP 200 OK",
              "200 OK (1 INVITE)");
      SipEvent invite = trace.sip().get(0);
      assertThat(invite.callId()).isEqualTo("abc");
      assertThat(invite.body()).isEqualTo("hello");
      assertThat(invite.header("X-Own")).contains("some value");
      assertThat(invite.isInitial()).isTrue();
      assertThat(trace.msrp().get(0).body()).isEqualTo("hi");
      DiameterEvent start = trace.diameter().get(0);
      assertThat(start.sessionId()).isEqualTo("host;1;2");
      assertThat(start.number(873, 2110, 2114)).contains(5L);
      assertThat(start.find(873, 2110).orElseThrow().name()).isEqualTo("IM-Information");
      assertThat(start.to().port()).isEqualTo(diameter.getLocalPort());
    }
  }

  @Test
  void whatTsharkFindsWrongIsAComplaintExceptTheOneKnownToBeFalse() throws IOException {
    try (ServerSocket diameter = new ServerSocket(0, 5, LOOPBACK);
        Capture capture = Capture.start(WatchedPorts.none().diameter(diameter.getLocalPort()))) {
      byte[] shortUnsigned = avp(480, 0x40, 0, new byte[] {0, 2});
      byte[] serverId = avp(2101, 0xC0, 10415, text("sip:as@example.com"));
      sendTcp(
          diameter,
          message(avp(263, 0x40, 0, text("s")), shortUnsigned),
          message(
              avp(263, 0x40, 0, text("s")),
              avp(873, 0xC0, 10415, avp(1256, 0xC0, 10415, serverId))));

      Trace trace = capture.stop();

      assertThat(trace.diameterComplaints()).hasSize(1).first().asString().contains("480");
      assertThat(trace.diameter().get(1).text(873, 1256, 2101)).contains("sip:as@example.com");
    }
  }

  private static byte[] accountingRequest(int number) {
    byte[] im = avp(2110, 0xC0, 10415, avp(2114, 0xC0, 10415, unsigned(5)));
    return message(
        avp(263, 0x40, 0, text("host;1;2")),
        avp(480, 0x40, 0, unsigned(2)),
        avp(485, 0x40, 0, unsigned(number)),
        avp(873, 0xC0, 10415, im));
  }

  private static byte[] message(byte[]... avps) {
    byte[] body = join(avps);
    return ByteBuffer.allocate(20 + body.length)
        .putInt((1 << 24) | (20 + body.length))
        .putInt((0xC0 << 24) | 271)
        .putInt(3)
        .putInt(1)
        .putInt(2)
        .put(body)
        .array();
  }

  private static byte[] avp(int code, int flags, int vendor, byte[] value) {
    int length = (vendor == 0 ? 8 : 12) + value.length;
    ByteBuffer avp = ByteBuffer.allocate((length + 3) / 4 * 4);
    avp.putInt(code).putInt((flags << 24) | length);
    if (vendor != 0) {
      avp.putInt(vendor);
    }
    return avp.put(value).array();
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private static byte[] unsigned(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void sendUdp(DatagramSocket to, String message) throws IOException {
    byte[] bytes = text(message);
    try (DatagramSocket from = new DatagramSocket(0, LOOPBACK)) {
      from.send(new DatagramPacket(bytes, bytes.length, LOOPBACK, to.getLocalPort()));
    }
  }

  private static void sendTcp(ServerSocket to, byte[]... parts) throws IOException {
    try (Socket client = new Socket(LOOPBACK, to.getLocalPort());
        Socket server = to.accept()) {
      OutputStream out = client.getOutputStream();
      for (byte[] part : parts) {
        out.write(part);
        out.flush();
      }
      client.shutdownOutput();
      server.getInputStream().readAllBytes();
    }
  }
}
