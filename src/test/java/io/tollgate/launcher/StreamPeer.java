package io.tollgate.launcher;

import io.tollgate.harness.SipText;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One end of a connection that carries SIP, and says what a test tells it. */
final class StreamPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  StreamPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = socket.getInputStream();
  }

  int port() {
    return socket.getLocalPort();
  }

  void send(String body, String... lines) throws IOException {
    String text =
        String.join("\r\n", lines) + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  void answer(SipText request, String status, String contact, String body) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("SIP/2.0 " + status);
    request.headers("Via").forEach(via -> lines.add("Via: " + via));
    lines.add("From: " + request.header("From"));
    String to = request.header("To");
    lines.add("To: " + (to.contains("tag=") ? to : to + ";tag=b1"));
    lines.add("Call-ID: " + request.header("Call-ID"));
    lines.add("CSeq: " + request.header("CSeq"));
    lines.add("Contact: " + contact);
    if (!body.isEmpty()) {
      lines.add("Content-Type: application/sdp");
    }
    send(body, lines.toArray(String[]::new));
  }

  SipText await(String start) throws IOException {
    SipText message = read();
    while (!message.startLine().startsWith(start)) {
      message = read();
    }
    return message;
  }

  private SipText read() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("closed after " + head);
      }
      // Line breaks before a message keep the connection alive (RFC 5626 3.5.1).
      if (head.size() > 0 || (next != '\r' && next != '\n')) {
        head.write(next);
      }
    }
    SipText text = new SipText(head.toString(StandardCharsets.US_ASCII));
    byte[] body = in.readNBytes(Integer.parseInt(text.header("Content-Length")));
    return new SipText(text.text() + new String(body, StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
