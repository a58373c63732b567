package io.tollgate.sip.admission;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Caller and callee of self-calls in one: both sides on one socket of the loopback address, of the
 * family of the server's.
 */
final class SelfCaller implements AutoCloseable {
  private static final int STEP_LIMIT_MILLIS = 3_000;

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final String user;
  private final String host;
  private final String run = UUID.randomUUID().toString();

  SelfCaller(InetSocketAddress server, String user) throws IOException {
    this.server = server;
    this.user = user;
    boolean ipv6 = server.getAddress() instanceof Inet6Address;
    host = ipv6 ? "[::1]" : "127.0.0.1";
    socket = new DatagramSocket(new InetSocketAddress(ipv6 ? "::1" : "127.0.0.1", 0));
    socket.setSoTimeout(STEP_LIMIT_MILLIS);
  }

  /** One call from INVITE to the answer to BYE; any other end than success is an exception. */
  void call(int number) throws IOException {
    String callId = run + "-" + number;
    send(request("INVITE", uri(), callId, number, 1, ""));
    SelfCallMessage invited = awaitRequest("INVITE", callId);
    send(invited.answer("200 OK", contact(), "callee"));
    SelfCallMessage answer = awaitFinal(callId, "INVITE");
    if (!answer.startLine().startsWith("SIP/2.0 200")) {
      send(ack(answer, callId, number));
      throw new IOException("a self-call was answered with " + answer.startLine());
    }
    send(ack(answer, callId, number));
    awaitRequest("ACK", callId);
    send(request("BYE", answer.contactUri(), callId, number, 2, answer.toTag()));
    awaitEnd(callId);
  }

  private String ack(SelfCallMessage answer, String callId, int number) {
    return request("ACK", answer.contactUri(), callId, number, 1, answer.toTag());
  }

  private String request(
      String method, String target, String callId, int number, int sequence, String toTag) {
    return String.join(
        "\r\n",
        method + " " + target + " SIP/2.0",
        "Via: SIP/2.0/UDP "
            + host
            + ":"
            + socket.getLocalPort()
            + ";branch=z9hG4bK-"
            + callId
            + "-"
            + method,
        "Max-Forwards: 70",
        "From: <sip:warm-up@" + host + ">;tag=" + number,
        "To: <" + uri() + ">" + (toTag.isEmpty() ? "" : ";tag=" + toTag),
        "Call-ID: " + callId,
        "CSeq: " + sequence + " " + method,
        "Contact: " + contact(),
        "Content-Length: 0",
        "",
        "");
  }

  private String uri() {
    return "sip:" + user + "@" + host + ":" + socket.getLocalPort();
  }

  private String contact() {
    return "<" + uri() + ">";
  }

  /** A refusal of ours on the way ends the wait. */
  private SelfCallMessage awaitRequest(String method, String callId) throws IOException {
    SelfCallMessage message = receive();
    while (!message.startLine().startsWith(method + " ")) {
      if (message.isRefusalOf(callId)) {
        throw new IOException("a self-call was answered with " + message.startLine());
      }
      message = receive();
    }
    return message;
  }

  /** The BYE comes out on the other side before or after it is answered on this one. */
  private void awaitEnd(String callId) throws IOException {
    boolean answered = false;
    boolean relayed = false;
    while (!answered || !relayed) {
      SelfCallMessage message = receive();
      if (message.startLine().startsWith("BYE ")) {
        send(message.answer("200 OK", contact(), ""));
        relayed = true;
      }
      answered = answered || message.isFinalAnswerTo(callId, "BYE");
    }
  }

  private SelfCallMessage awaitFinal(String callId, String method) throws IOException {
    SelfCallMessage message = receive();
    while (!message.isFinalAnswerTo(callId, method)) {
      message = receive();
    }
    return message;
  }

  private void send(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    socket.send(new DatagramPacket(bytes, bytes.length, server));
  }

  private SelfCallMessage receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
    socket.receive(packet);
    return new SelfCallMessage(
        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    socket.close();
  }
}
