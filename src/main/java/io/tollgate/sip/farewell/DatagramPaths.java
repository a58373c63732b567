package io.tollgate.sip.farewell;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** UDP, from one port for each address of this server; opened when first needed. */
final class DatagramPaths implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(DatagramPaths.class);

  private static final int LARGEST = 65_535;

  /** Answers to a page of BYEs come together. */
  private static final int BUFFER = 1 << 20;

  private final Consumer<String> received;
  private final Map<InetAddress, DatagramSocket> sockets = new ConcurrentHashMap<>();
  private boolean closed;

  DatagramPaths(Consumer<String> received) {
    this.received = received;
  }

  FarewellAgent.Path to(InetAddress local, InetAddress remote, int port) throws IOException {
    DatagramSocket socket = socket(local);
    String sentBy = sentBy(local, socket.getLocalPort());
    return new FarewellAgent.Path() {
      @Override
      public String sentBy() {
        return sentBy;
      }

      @Override
      public void send(String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(octets, octets.length, remote, port));
      }
    };
  }

  static String sentBy(InetAddress local, int port) {
    String host = local.getHostAddress();
    int zone = host.indexOf('%');
    String plain = zone < 0 ? host : host.substring(0, zone);
    return (local instanceof Inet6Address ? "[" + plain + "]" : plain) + ":" + port;
  }

  private synchronized DatagramSocket socket(InetAddress local) throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    DatagramSocket known = sockets.get(local);
    if (known != null && !known.isClosed()) {
      return known;
    }
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(local, 0));
    socket.setReceiveBufferSize(BUFFER);
    socket.setSendBufferSize(BUFFER);
    sockets.put(local, socket);
    Thread reader = new Thread(() -> read(socket), "tollgate-farewell-answers");
    reader.setDaemon(true);
    reader.start();
    return socket;
  }

  private void read(DatagramSocket socket) {
    byte[] buffer = new byte[LARGEST];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        received.accept(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
      } catch (IOException | RuntimeException e) {
        // An ICMP error of some peer, or the end.
        LOG.debug("answers to BYE: {}", e.toString());
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    sockets.values().forEach(DatagramSocket::close);
  }
}
