package io.tollgate.sip.participating;

import io.tollgate.harness.SipText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A user agent that says exactly what a test tells it, over UDP on a loopback port: for what no
 * well-behaved user agent does.
 */
final class RawUa implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final List<SipText> seen = new ArrayList<>();

  RawUa(int serverPort) {
    this(serverPort, 0);
  }

  /**
   * @param port 0 takes a free one
   */
  RawUa(int serverPort, int port) {
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  int serverPort() {
    return server.getPort();
  }

  void send(String... lines) {
    sendText(String.join("\r\n", lines) + "\r\n\r\n");
  }

  void sendText(String text) {
    sendBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  void sendBytes(byte[] bytes) {
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next message whose start line begins like this; retransmissions are skipped. */
  SipText await(String startOfLine) {
    return await(message -> message.startLine().startsWith(startOfLine), startOfLine);
  }

  SipText await(Predicate<SipText> wanted, String what) {
    SipText message = next(PATIENCE_MILLIS);
    while (message != null) {
      if (wanted.test(message)) {
        return message;
      }
      message = next(PATIENCE_MILLIS);
    }
    throw new AssertionError("no " + what + " came; received were " + seen);
  }

  /** Copies of what was received so far are news from now on. */
  void forget() {
    seen.clear();
  }

  /** Everything that comes within the time. */
  List<SipText> drain(int millis) {
    List<SipText> messages = new ArrayList<>();
    SipText message = next(millis);
    while (message != null) {
      messages.add(message);
      message = next(millis);
    }
    return messages;
  }

  private @org.jspecify.annotations.Nullable SipText next(int millis) {
    try {
      socket.setSoTimeout(millis);
      DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
      socket.receive(packet);
      SipText message =
          new SipText(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
      if (seen.contains(message)) {
        return next(millis);
      }
      seen.add(message);
      return message;
    } catch (SocketTimeoutException nothing) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer to a request that came; {@code lines} are further headers. */
  void answer(SipText request, String status, String toTag, String... lines) {
    answerFrom(
        "<sip:callee-" + toTag + "@127.0.0.1:" + port() + ">", request, status, toTag, lines);
  }

  /**
   * @param contact empty for none
   */
  void answerFrom(String contact, SipText request, String status, String toTag, String... lines) {
    List<String> text = new ArrayList<>();
    text.add("SIP/2.0 " + status);
    request.headers("Via").forEach(via -> text.add("Via: " + via));
    request.headers("Record-Route").forEach(route -> text.add("Record-Route: " + route));
    text.add("From: " + request.header("From"));
    String to = request.header("To");
    text.add("To: " + (to.contains("tag=") || toTag.isEmpty() ? to : to + ";tag=" + toTag));
    text.add("Call-ID: " + request.header("Call-ID"));
    text.add("CSeq: " + request.header("CSeq"));
    if (!contact.isEmpty()) {
      text.add("Contact: " + contact);
    }
    text.addAll(List.of(lines));
    if (text.stream().noneMatch(line -> line.isEmpty())) {
      text.add("Content-Length: 0");
    }
    send(text.toArray(String[]::new));
  }

  @Override
  public void close() {
    socket.close();
  }
}
