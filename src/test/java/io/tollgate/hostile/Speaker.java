package io.tollgate.hostile;

import io.tollgate.harness.SipText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who speaks SIP over UDP from an address of their own, and says what they like. */
final class Speaker implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final String address;
  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private long octets;
  private long sent;

  Speaker(String address, int serverPort) {
    this.address = address;
    try {
      socket = new DatagramSocket(new InetSocketAddress(address, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = new InetSocketAddress("127.0.0.1", serverPort);
  }

  String uri(String user) {
    return "sip:" + user + "@" + address + ":" + socket.getLocalPort();
  }

  int port() {
    return socket.getLocalPort();
  }

  String hostPort() {
    return address + ":" + socket.getLocalPort();
  }

  /** Octets of what was sent so far. */
  long sent() {
    return sent;
  }

  /** Octets of what has come so far. */
  long octets() {
    return octets;
  }

  /** Sends a new request; returns its Call-ID. */
  String send(String method, String target, String from, List<String> headers, String body) {
    String callId = UUID.randomUUID().toString();
    send(method, target, from, callId, "", 1, headers, body);
    return callId;
  }

  void send(
      String method,
      String target,
      String from,
      String callId,
      String toTag,
      int sequence,
      List<String> headers,
      String body) {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + target + " SIP/2.0");
    lines.add("Via: SIP/2.0/UDP " + hostPort() + ";branch=z9hG4bK" + UUID.randomUUID());
    lines.add("Max-Forwards: 70");
    lines.add("From: <" + from + ">;tag=f");
    lines.add("To: <" + target + ">" + (toTag.isEmpty() ? "" : ";tag=" + toTag));
    lines.add("Call-ID: " + callId);
    lines.add("CSeq: " + sequence + " " + method);
    lines.add("Contact: <sip:me@" + hostPort() + ">");
    lines.addAll(headers);
    lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    sendText(String.join("\r\n", lines) + "\r\n\r\n" + body);
  }

  void sendText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sent += bytes.length;
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers a request that came. */
  void answer(SipText request, String status) {
    List<String> lines = new ArrayList<>();
    lines.add("SIP/2.0 " + status);
    for (String name : List.of("Via", "Record-Route", "From", "Call-ID", "CSeq")) {
      request.headers(name).forEach(value -> lines.add(name + ": " + value));
    }
    String to = request.header("To");
    lines.add("To: " + to + (to.contains("tag=") ? "" : ";tag=t"));
    lines.add("Contact: <sip:me@" + hostPort() + ">");
    lines.add("Content-Length: 0");
    sendText(String.join("\r\n", lines) + "\r\n\r\n");
  }

  /** The next message whose start line begins so. */
  SipText await(String start) {
    SipText message = next(PATIENCE_MILLIS);
    while (message != null && !message.startLine().startsWith(start)) {
      message = next(PATIENCE_MILLIS);
    }
    if (message == null) {
      throw new AssertionError("no " + start + " came to " + address);
    }
    return message;
  }

  /** The next final answer, as its status. */
  int status() {
    int status = 100;
    while (status < 200) {
      status = Integer.parseInt(await("SIP/2.0 ").startLine().substring(8, 11));
    }
    return status;
  }

  /** Null when nothing comes for so long. */
  @Nullable SipText next(int millis) {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    try {
      socket.setSoTimeout(millis);
      socket.receive(packet);
    } catch (SocketTimeoutException silence) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    octets += packet.getLength();
    return new SipText(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    socket.close();
  }
}
