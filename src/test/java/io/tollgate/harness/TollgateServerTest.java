package io.tollgate.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.RepeatedTest;

class TollgateServerTest {

  @RepeatedTest(2)
  void startsAndAnswersOptionsAgainAndAgainInOneJvm() throws Exception {
    try (TollgateServer server = TollgateServer.start();
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      socket.setSoTimeout(10_000);
      String request =
          String.join(
              "\r\n",
              "OPTIONS sip:ping@127.0.0.1:" + server.sipPort() + " SIP/2.0",
              "Via: SIP/2.0/UDP 127.0.0.1:" + socket.getLocalPort() + ";branch=z9hG4bK1",
              "From: <sip:probe@127.0.0.1>;tag=1",
              "To: <sip:ping@127.0.0.1>",
              "Call-ID: probe",
              "CSeq: 1 OPTIONS",
              "Max-Forwards: 70",
              "Content-Length: 0",
              "",
              "");
      byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
      socket.send(
          new DatagramPacket(
              bytes, bytes.length, InetAddress.getByName("127.0.0.1"), server.sipPort()));
      DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
      socket.receive(answer);
      assertThat(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII))
          .startsWith("SIP/2.0 200");
      assertThat(server.httpPort()).isPositive();
    }
  }
}
