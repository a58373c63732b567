package io.tollgate.sip.farewell;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** TCP and TLS: one connection for each next hop, for as long as something is said on it. */
final class StreamPaths implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(StreamPaths.class);

  private static final int CONNECT_MILLIS = 5_000;

  /** So often it is looked whether an answer is still waited for. */
  private static final int LOOK_MILLIS = 2_000;

  /** Each has a thread. */
  private static final int MOST = 200;

  private static final int LONGEST_HEAD = 65_536;

  private final Supplier<SSLSocketFactory> tls;
  private final Consumer<String> received;
  private final Consumer<Hop> broken;
  private final Predicate<Hop> awaited;
  private final Semaphore room = new Semaphore(MOST);
  private final Map<Hop, Connection> connections = new HashMap<>();

  /**
   * @param broken told when a connection is gone
   * @param awaited whether there are BYEs without an answer that went there
   */
  StreamPaths(
      Supplier<SSLSocketFactory> tls,
      Consumer<String> received,
      Consumer<Hop> broken,
      Predicate<Hop> awaited) {
    this.tls = tls;
    this.received = received;
    this.broken = broken;
    this.awaited = awaited;
  }

  FarewellAgent.Path to(Hop hop, InetAddress local, InetAddress remote) throws IOException {
    Connection connection;
    synchronized (connections) {
      connection = connections.computeIfAbsent(hop, Connection::new);
    }
    return connection.open(local, remote);
  }

  private void forget(Hop hop, Connection connection) {
    synchronized (connections) {
      connections.remove(hop, connection);
    }
  }

  @Override
  public void close() {
    Map<Hop, Connection> all;
    synchronized (connections) {
      all = Map.copyOf(connections);
      connections.clear();
    }
    all.values().forEach(Connection::end);
  }

  private final class Connection {
    private final Hop hop;
    private @Nullable Socket socket;
    private @Nullable String failed;

    Connection(Hop hop) {
      this.hop = hop;
    }

    /** Those who want the same hop meanwhile wait, and share what comes of it. */
    synchronized FarewellAgent.Path open(InetAddress local, InetAddress remote) throws IOException {
      if (failed != null) {
        throw new IOException(failed);
      }
      Socket connected = socket;
      if (connected == null) {
        connected = connectedOrFailed(local, remote);
        socket = connected;
        Socket begun = connected;
        Thread reader = new Thread(() -> read(begun), "tollgate-farewell-answers");
        reader.setDaemon(true);
        reader.start();
      }
      return path(connected);
    }

    private Socket connectedOrFailed(InetAddress local, InetAddress remote) throws IOException {
      try {
        if (!room.tryAcquire(CONNECT_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new IOException("too many connections are open");
        }
        try {
          return connect(local, remote);
        } catch (IOException | RuntimeException e) {
          room.release();
          throw e;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (IOException e) {
        failed = String.valueOf(e.getMessage());
        forget(hop, this);
        throw e;
      }
    }

    private Socket connect(InetAddress local, InetAddress remote) throws IOException {
      Socket plain = new Socket();
      try {
        plain.bind(new InetSocketAddress(local, 0));
        plain.connect(new InetSocketAddress(remote, hop.port()), CONNECT_MILLIS);
        plain.setSoTimeout(LOOK_MILLIS);
        plain.setTcpNoDelay(true);
        return hop.transport() == Hop.Transport.TLS ? secured(plain) : plain;
      } catch (IOException | RuntimeException e) {
        plain.close();
        throw e;
      }
    }

    private Socket secured(Socket plain) throws IOException {
      SSLSocket secure = (SSLSocket) tls.get().createSocket(plain, hop.host(), hop.port(), true);
      SSLParameters parameters = secure.getSSLParameters();
      // RFC 5922 7.1: the name that was asked for is in the certificate.
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return secure;
    }

    private FarewellAgent.Path path(Socket connected) {
      String sentBy = DatagramPaths.sentBy(connected.getLocalAddress(), connected.getLocalPort());
      return new FarewellAgent.Path() {
        @Override
        public String sentBy() {
          return sentBy;
        }

        @Override
        public void send(String text) throws IOException {
          synchronized (connected) {
            connected.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
          }
        }
      };
    }

    private void read(Socket connected) {
      try (InputStream in = new BufferedInputStream(connected.getInputStream())) {
        for (String head = head(in); head != null; head = head(in)) {
          in.skipNBytes(length(head));
          received.accept(head);
        }
      } catch (IOException | RuntimeException e) {
        LOG.debug("{}: {}", hop, e.toString());
      } finally {
        end();
        room.release();
      }
    }

    /** Up to the empty line; null at the end of the stream, or when nothing more is waited for. */
    private @Nullable String head(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder(512);
      for (int octet = next(in); octet >= 0; octet = next(in)) {
        if (head.length() == 0 && (octet == '\r' || octet == '\n')) {
          // Between messages, to keep the connection alive (RFC 5626 4.4.1).
          continue;
        }
        head.append((char) octet);
        int length = head.length();
        if (octet == '\n' && length >= 4 && head.charAt(length - 3) == '\n') {
          return head.toString();
        }
        if (length > LONGEST_HEAD) {
          throw new IOException("a head of more than " + LONGEST_HEAD + " octets");
        }
      }
      return null;
    }

    private int next(InputStream in) throws IOException {
      while (true) {
        try {
          return in.read();
        } catch (SocketTimeoutException e) {
          if (!awaited.test(hop)) {
            return -1;
          }
        }
      }
    }

    private void end() {
      forget(hop, this);
      Socket connected;
      synchronized (this) {
        failed = "the connection was closed";
        connected = socket;
      }
      try {
        if (connected != null) {
          connected.close();
        }
      } catch (IOException e) {
        LOG.debug("{}: {}", hop, e.toString());
      }
      broken.accept(hop);
    }
  }

  private static long length(String head) throws IOException {
    for (String line : head.split("\r\n", -1)) {
      if (line.matches("(?i)(content-length|l)[ \\t]*:[ \\t]*[0-9]{1,7}[ \\t]*")) {
        return Long.parseLong(line.substring(line.indexOf(':') + 1).trim());
      }
    }
    return 0;
  }
}
