package io.tollgate.msrpclient;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One party of an MSRP session. It listens from the start; {@link #agree} with the other side's SDP
 * makes it connect when it is its turn. Everything that comes in is answered with 200 unless {@link
 * #answering} says otherwise.
 */
public final class MsrpAgent extends Arrivals implements AutoCloseable {
  private final @Nullable ServerSocket listening;
  private final @Nullable TlsIdentity identity;
  private volatile String pathHost;
  private volatile String claimed;
  private final String sessionId;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile ToIntFunction<Frame> answering = frame -> 200;
  private volatile boolean hungUp;
  private volatile boolean reading = true;
  private volatile String acceptTypes = "*";
  private volatile String remotePath = "";
  private volatile @Nullable Socket socket;
  private volatile boolean closed;

  private MsrpAgent(InetAddress address, @Nullable TlsIdentity identity) throws IOException {
    this.sessionId = Ids.next();
    this.identity = identity;
    ServerSocket opened =
        identity == null ? new ServerSocket(0, 50, address) : identity.listen(address);
    listening = opened;
    pathHost = address.getHostAddress();
    claimed = identity == null ? "" : identity.fingerprint();
    Thread acceptor = new Thread(() -> accept(opened), "msrp-agent-" + sessionId);
    acceptor.setDaemon(true);
    acceptor.start();
  }

  private MsrpAgent(String sessionId) {
    this.sessionId = sessionId;
    identity = null;
    listening = null;
    pathHost = "127.0.0.1";
    claimed = "";
  }

  /** One that only connects, and needs no more than a name until it does. */
  public static MsrpAgent outward(String sessionId) {
    return new MsrpAgent(sessionId);
  }

  /** On a free port of this address. */
  public static MsrpAgent on(String address) throws IOException {
    return new MsrpAgent(InetAddress.getByName(address), null);
  }

  public static MsrpAgent onLoopback() throws IOException {
    return on("127.0.0.1");
  }

  /** Over TLS (msrps). */
  public static MsrpAgent secureOnLoopback(TlsIdentity identity) throws IOException {
    return new MsrpAgent(InetAddress.getByName("127.0.0.1"), identity);
  }

  /** Says in its SDP that its certificate is another. */
  public MsrpAgent claiming(String fingerprint) {
    claimed = fingerprint;
    return this;
  }

  /**
   * Names a host in its path that cannot be reached, as behind a middlebox with CEMA (RFC 6714).
   */
  public MsrpAgent behind(String host) {
    pathHost = host;
    return this;
  }

  public String path() {
    return (identity == null ? "msrp://" : "msrps://")
        + (pathHost.indexOf(':') < 0 ? pathHost : "[" + pathHost + "]")
        + ':'
        + port()
        + '/'
        + sessionId
        + ";tcp";
  }

  /** Nobody listens on the discard port, which RFC 4145 4.2 has for the active side. */
  private int port() {
    return listening == null ? 9 : listening.getLocalPort();
  }

  /** Content types for the SDP. */
  public MsrpAgent accepting(String types) {
    acceptTypes = types;
    return this;
  }

  /**
   * An SDP for this agent.
   *
   * @param setup active, passive, actpass, or "" to leave it out
   */
  public String sdp(String setup) {
    String host = listening == null ? pathHost : listening.getInetAddress().getHostAddress();
    String address = (host.indexOf(':') < 0 ? "IP4 " : "IP6 ") + host;
    return "v=0\r\no=- 1 1 IN "
        + address
        + "\r\ns=-\r\nc=IN "
        + address
        + "\r\nt=0 0\r\nm=message "
        + port()
        + (identity == null ? " TCP/MSRP *" : " TCP/TLS/MSRP *")
        + "\r\na=accept-types:"
        + acceptTypes
        + "\r\na=accept-wrapped-types:*\r\na=path:"
        + path()
        + "\r\n"
        + (setup.isEmpty() ? "" : "a=setup:" + setup + "\r\n")
        + (pathHost.equals(host) ? "" : "a=msrp-cema\r\n")
        + (claimed.isEmpty() ? "" : "a=fingerprint:" + claimed + "\r\n");
  }

  /**
   * The other side's SDP.
   *
   * @param connect whether this side connects
   */
  public MsrpAgent agree(String sdp, boolean connect) throws IOException {
    for (String line : sdp.split("\r\n")) {
      if (line.startsWith("a=path:")) {
        remotePath = line.substring(7).strip();
      }
    }
    return connect ? connect() : this;
  }

  public MsrpAgent remote(String path) {
    remotePath = path;
    return this;
  }

  /** Connects to the first hop of the remote path, and says who it is with an empty SEND. */
  public MsrpAgent connect() throws IOException {
    connectSilently();
    raw(head(Ids.next(), Ids.next(), ""));
    return this;
  }

  /** Connects and says nothing. */
  public MsrpAgent connectSilently() throws IOException {
    URI hop = URI.create(remotePath.split(" ")[0].replace(";tcp", ""));
    Socket made = identity == null ? new Socket() : identity.socket();
    made.setTcpNoDelay(true);
    made.connect(new InetSocketAddress(hop.getHost(), hop.getPort()), 5000);
    serve(made);
    return this;
  }

  private void accept(ServerSocket from) {
    while (!closed) {
      try {
        Socket made = from.accept();
        made.setTcpNoDelay(true);
        serve(made);
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket made) {
    sockets.add(made);
    socket = made;
    Thread reader = new Thread(() -> read(made), "msrp-agent-reader-" + sessionId);
    reader.setDaemon(true);
    reader.start();
    signal();
  }

  private void read(Socket from) {
    try {
      FrameReader reader = new FrameReader(from.getInputStream());
      awaitReading();
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        take(from, frame);
        awaitReading();
      }
    } catch (IOException e) {
      if (!closed && !from.isClosed()) {
        fault(e);
      }
    } finally {
      sockets.remove(from);
      closeQuietly(from);
      signal();
    }
  }

  private void take(Socket from, Frame frame) throws IOException {
    seen(frame);
    if (frame.word().equals("SEND")) {
      int status = answering.applyAsInt(frame);
      boolean taken = status == 200;
      if (status > 0 && wantsAnswer(frame, status)) {
        taken &= respond(from, frame, status);
      }
      sent(frame, taken);
    }
    signal();
  }

  private static boolean wantsAnswer(Frame frame, int status) {
    return switch (frame.header("failure-report")) {
      case "no" -> false;
      case "partial" -> status != 200;
      default -> true;
    };
  }

  /** False when nothing can be said any more. */
  private boolean respond(Socket to, Frame frame, int status) throws IOException {
    String text =
        "MSRP "
            + frame.tid()
            + ' '
            + status
            + (status == 200 ? " OK" : " Refused")
            + "\r\nTo-Path: "
            + frame.header("from-path").split(" ")[0]
            + "\r\nFrom-Path: "
            + frame.header("to-path")
            + "\r\n-------"
            + frame.tid()
            + "$\r\n";
    synchronized (to) {
      if (!hungUp) {
        write(to, text.getBytes(ISO_8859_1));
      }
      return !hungUp;
    }
  }

  private static void write(Socket to, byte[] octets) throws IOException {
    synchronized (to) {
      OutputStream out = to.getOutputStream();
      out.write(octets);
      out.flush();
    }
  }

  private void awaitReading() throws IOException {
    await(() -> reading || closed, 600_000, "reading");
  }

  // ---- sending

  private Head head(String tid, String messageId, String more) {
    return new Head(tid, remotePath, path(), messageId, more);
  }

  /** Sends a message; gives its Message-ID. */
  public String send(Outgoing message) throws IOException {
    int at = 0;
    int total = message.body().length;
    do {
      int length = Math.min(message.chunk(), total - at);
      boolean last = at + length == total;
      raw(
          chunk(
              message, at, length, (at + 1) + "-" + (at + length) + '/' + total, last ? '$' : '+'));
      at += length;
    } while (at < total);
    return message.messageId();
  }

  /** One chunk of a message as octets, with a Byte-Range of one's choice; "" leaves it out. */
  public byte[] chunk(Outgoing message, int from, int length, String range, char flag) {
    String tid = Ids.next();
    String more =
        (range.isEmpty() ? "" : "Byte-Range: " + range + "\r\n")
            + header("Failure-Report", message.failureReport())
            + header("Success-Report", message.successReport())
            + "Content-Type: "
            + message.contentType()
            + "\r\n\r\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head(tid, message.messageId(), more).open().getBytes(UTF_8));
    out.write(message.body(), from, length);
    out.writeBytes(("\r\n-------" + tid + flag + "\r\n").getBytes(UTF_8));
    return out.toByteArray();
  }

  private static String header(String name, String value) {
    return value.isEmpty() ? "" : name + ": " + value + "\r\n";
  }

  /** A request without a body, of any method, with more header lines. */
  public String request(String method, String moreHeaders) throws IOException {
    String tid = Ids.next();
    raw(new Head(tid, remotePath, path(), Ids.next(), moreHeaders).whole(method).getBytes(UTF_8));
    return tid;
  }

  private void raw(Head head) throws IOException {
    raw(head.whole("SEND").getBytes(UTF_8));
  }

  /** Octets as they are. */
  public void raw(byte[] octets) throws IOException {
    write(connected(), octets);
  }

  /** Sends a message in one chunk and waits for its status. */
  public int ask(Outgoing message) throws IOException {
    int length = message.body().length;
    return ask(chunk(message, 0, length, "1-" + length + '/' + length, '$'));
  }

  /** Sends a request made by {@link #chunk} and waits for its status. */
  public int ask(byte[] request) throws IOException {
    String start = new String(request, 0, Math.min(request.length, 64), ISO_8859_1);
    raw(request);
    return awaitAnswer(start.split(" ")[1]);
  }

  /** One octet a segment. */
  public void drip(byte[] octets) throws IOException {
    Socket to = connected();
    for (byte octet : octets) {
      write(to, new byte[] {octet});
    }
  }

  private Socket connected() throws IOException {
    await(() -> socket != null, 5000, "a connection");
    Socket current = socket;
    if (current == null) {
      throw new IOException("not connected");
    }
    return current;
  }

  // ---- what came

  public MsrpAgent answering(ToIntFunction<Frame> status) {
    answering = status;
    return this;
  }

  public MsrpAgent keepingFrames() {
    keepFrames();
    return this;
  }

  public int awaitAnswer(String tid) throws IOException {
    await(() -> answer(tid) != null || !isConnected(), 60_000, "an answer to " + tid);
    Integer answer = answer(tid);
    if (answer == null) {
      throw new IOException("the connection ended before an answer to " + tid);
    }
    return answer;
  }

  /** Stops taking octets from the socket, or goes on. */
  public void reading(boolean on) {
    reading = on;
    signal();
  }

  /** Fingerprint of the certificate that the other side showed. */
  public String peerFingerprint() throws IOException {
    return TlsIdentity.peer(connected());
  }

  public boolean isConnected() {
    return !sockets.isEmpty();
  }

  public void awaitConnection() throws IOException {
    await(this::isConnected, 60_000, "a connection");
  }

  public void awaitDisconnection() throws IOException {
    await(() -> !isConnected(), 60_000, "the end of the connection");
  }

  /**
   * Closes its half of the connection, wherever it is in what it sends, and reads on until the
   * other side closes: what was answered before has arrived, and nothing is answered after.
   */
  public void hangUp() throws IOException {
    Socket current = connected();
    synchronized (current) {
      hungUp = true;
      current.shutdownOutput();
    }
  }

  /** Cuts the connection, not the agent. */
  public void disconnect() {
    sockets.forEach(MsrpAgent::closeQuietly);
    socket = null;
  }

  @Override
  public void close() {
    closed = true;
    try {
      if (listening != null) {
        listening.close();
      }
    } catch (IOException e) {
      fault(e);
    }
    disconnect();
    signal();
  }

  private static void closeQuietly(Socket one) {
    try {
      one.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
