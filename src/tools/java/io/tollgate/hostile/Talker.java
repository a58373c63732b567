package io.tollgate.hostile;

import io.tollgate.harness.SipText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who speaks SIP from an address of their own, over UDP, TCP or TLS, and says anything.
 */
final class Talker implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int AGAIN_MILLIS = 1_000;

  /** What is read of messages that nobody fetches. */
  private static final int MOST_UNREAD = 50_000;

  private final String address;
  private final String transport;
  private final InetSocketAddress server;
  private final @Nullable DatagramSocket datagrams;
  private final @Nullable Socket stream;
  private final Consumer<String> overheard;
  private final BlockingQueue<SipText> arrived = new LinkedBlockingQueue<>(MOST_UNREAD);
  private byte @Nullable [] sent;
  private final AtomicLong octets = new AtomicLong();
  private final Thread reader;
  private volatile @Nullable Consumer<SipText> manner;
  private volatile boolean ended;

  private Talker(
      String address,
      String transport,
      InetSocketAddress server,
      @Nullable DatagramSocket datagrams,
      @Nullable Socket stream,
      Consumer<String> overheard) {
    this.address = address;
    this.transport = transport;
    this.server = server;
    this.datagrams = datagrams;
    this.stream = stream;
    this.overheard = overheard;
    reader = new Thread(this::read, "talker-" + address + ":" + port());
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @param overheard takes all that comes
   */
  static Talker udp(String address, int serverPort, Consumer<String> overheard) {
    try {
      return new Talker(
          address,
          "UDP",
          new InetSocketAddress("127.0.0.1", serverPort),
          new DatagramSocket(new InetSocketAddress(address, 0)),
          null,
          overheard);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param tls null for TCP
   */
  static Talker stream(
      String address, int serverPort, @Nullable SSLContext tls, Consumer<String> overheard)
      throws IOException {
    InetAddress local = InetAddress.getByName(address);
    Socket socket =
        tls == null
            ? new Socket("127.0.0.1", serverPort, local, 0)
            : tls.getSocketFactory().createSocket("127.0.0.1", serverPort, local, 0);
    socket.setTcpNoDelay(true);
    return new Talker(
        address,
        tls == null ? "TCP" : "TLS",
        new InetSocketAddress("127.0.0.1", serverPort),
        null,
        socket,
        overheard);
  }

  /** What is done with each request that comes, instead of keeping it. */
  Talker manner(Consumer<SipText> each) {
    manner = each;
    return this;
  }

  /** Answers each request with 200. */
  Talker agreeable() {
    return manner(
        request -> {
          if (!request.startLine().startsWith("ACK ")) {
            answer(request, "200 OK");
          }
        });
  }

  String uri(String user) {
    return "sip:"
        + user
        + "@"
        + hostPort()
        + (stream == null ? "" : ";transport=" + transport.toLowerCase(Locale.ROOT));
  }

  int port() {
    Socket connected = stream;
    DatagramSocket bound = datagrams;
    return connected != null ? connected.getLocalPort() : bound == null ? 0 : bound.getLocalPort();
  }

  String hostPort() {
    return address + ":" + port();
  }

  /** Octets of what has come so far. */
  long octets() {
    return octets.get();
  }

  /** Whether the server has closed the connection. */
  boolean ended() {
    return ended;
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
    sendText(request(method, target, from, callId, toTag, sequence, headers, body));
  }

  String request(
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
    if (headers.stream().noneMatch(line -> line.startsWith("Via:"))) {
      lines.add(
          "Via: SIP/2.0/" + transport + " " + hostPort() + ";branch=z9hG4bK" + UUID.randomUUID());
    }
    lines.add("Max-Forwards: 70");
    lines.add("From: <" + from + ">;tag=f");
    lines.add("To: <" + target + ">" + (toTag.isEmpty() ? "" : ";tag=" + toTag));
    lines.add("Call-ID: " + callId);
    lines.add("CSeq: " + sequence + " " + method);
    if (headers.stream().noneMatch(line -> line.startsWith("Contact:"))) {
      lines.add("Contact: <" + uri("me") + ">");
    }
    lines.addAll(headers);
    if (headers.stream().noneMatch(line -> line.startsWith("Content-Length:"))) {
      lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    }
    return String.join("\r\n", lines) + "\r\n\r\n" + body;
  }

  /** Says that somebody can be reached. */
  void register(String user, List<String> headers) {
    String registrar = "sip:127.0.0.1:" + server.getPort();
    String text =
        request("REGISTER", registrar, user, UUID.randomUUID().toString(), "", 1, headers, "");
    sendText(text.replace("\r\nTo: <" + registrar + ">", "\r\nTo: <" + user + ">"));
  }

  void sendText(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    sent = octets;
    sendOctets(octets);
  }

  void sendOctets(byte[] octetsToSend) {
    try {
      Socket connected = stream;
      DatagramSocket bound = datagrams;
      if (connected != null) {
        connected.getOutputStream().write(octetsToSend);
        connected.getOutputStream().flush();
      } else if (bound != null) {
        bound.send(new DatagramPacket(octetsToSend, octetsToSend.length, server));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers a request that came. */
  void answer(SipText request, String status) {
    answer(request, status, List.of(), "");
  }

  void answer(SipText request, String status, List<String> more, String body) {
    List<String> lines = new ArrayList<>();
    lines.add("SIP/2.0 " + status);
    for (String name : List.of("Via", "Record-Route", "From", "Call-ID", "CSeq")) {
      request.headers(name).forEach(value -> lines.add(name + ": " + value));
    }
    String to = String.join(",", request.headers("To"));
    lines.add("To: " + to + (to.contains("tag=") ? "" : ";tag=t"));
    if (more.stream().noneMatch(line -> line.startsWith("Contact:"))) {
      lines.add("Contact: <" + uri("me") + ">");
    }
    lines.addAll(more);
    lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    sendText(String.join("\r\n", lines) + "\r\n\r\n" + body);
  }

  /** As {@link #await(String)}; over UDP the sender asks again meanwhile (RFC 3261 17.1.2.2). */
  SipText await(String start, Talker sender) {
    for (int waited = 0; waited < PATIENCE_MILLIS; waited += AGAIN_MILLIS) {
      SipText message = next(AGAIN_MILLIS);
      if (message != null && message.startLine().startsWith(start)) {
        return message;
      }
      if (message == null) {
        sender.again();
      }
    }
    return await(start);
  }

  private void again() {
    byte[] latest = sent;
    if (datagrams != null && latest != null) {
      sendOctets(latest);
    }
  }

  /** The next message whose start line begins so. */
  SipText await(String start) {
    SipText message = next(PATIENCE_MILLIS);
    while (message != null && !message.startLine().startsWith(start)) {
      message = next(PATIENCE_MILLIS);
    }
    if (message == null) {
      throw new AssertionError("no " + start + " came to " + address + " over " + transport);
    }
    return message;
  }

  /** The next final answer. */
  SipText finalAnswer() {
    SipText answer = await("SIP/2.0 ");
    while (answer.startLine().startsWith("SIP/2.0 1")) {
      answer = await("SIP/2.0 ");
    }
    return answer;
  }

  /** The next final answer, as its status. */
  int status() {
    return Integer.parseInt(finalAnswer().startLine().substring(8, 11));
  }

  /** Null when nothing comes for so long. */
  @Nullable SipText next(int millis) {
    try {
      return arrived.poll(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try {
      Socket connected = stream;
      DatagramSocket bound = datagrams;
      if (connected != null) {
        readStream(connected.getInputStream());
      } else if (bound != null) {
        readDatagrams(bound);
      }
    } catch (IOException closed) {
      // By either side.
    }
    ended = true;
  }

  private void readDatagrams(DatagramSocket from) throws IOException {
    byte[] room = new byte[65_536];
    while (true) {
      DatagramPacket packet = new DatagramPacket(room, room.length);
      from.receive(packet);
      octets.addAndGet(packet.getLength());
      take(new String(room, 0, packet.getLength(), StandardCharsets.UTF_8));
    }
  }

  private void readStream(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ending = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      octets.incrementAndGet();
      if (head.size() == 0 && (next == '\r' || next == '\n')) {
        continue;
      }
      head.write(next);
      boolean fits = next == (ending % 2 == 0 ? '\r' : '\n');
      ending = fits ? ending + 1 : next == '\r' ? 1 : 0;
      if (ending == 4) {
        String text = head.toString(StandardCharsets.UTF_8);
        List<String> length = new SipText(text).headers("Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length.get(0)));
        octets.addAndGet(body.length);
        take(text + new String(body, StandardCharsets.UTF_8));
        head.reset();
        ending = 0;
      }
    }
  }

  private void take(String text) {
    overheard.accept(text);
    SipText message = new SipText(text);
    Consumer<SipText> each = manner;
    if (each != null && !message.startLine().startsWith("SIP/2.0 ")) {
      try {
        each.accept(message);
      } catch (UncheckedIOException closed) {
        // The other side needs no answer any more.
      }
    } else if (!arrived.offer(message)) {
      arrived.clear();
    }
  }

  @Override
  public void close() {
    try {
      Socket connected = stream;
      DatagramSocket bound = datagrams;
      if (connected != null) {
        connected.close();
      }
      if (bound != null) {
        bound.close();
      }
      reader.join(2_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
