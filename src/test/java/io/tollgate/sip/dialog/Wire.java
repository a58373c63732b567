package io.tollgate.sip.dialog;

import io.tollgate.harness.SipText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a party reaches the server and is reached, on a loopback port of its own. */
interface Wire extends AutoCloseable {

  /** By the name that stands in Via. */
  enum Transport {
    UDP,
    TCP
  }

  int port();

  void send(String text);

  /** An answer: where its request came from. */
  void answer(SipText request, String text);

  /** As a party that is gone without a word. */
  @Override
  void close();

  static Wire open(Transport transport, int serverPort, Consumer<SipText> received) {
    try {
      return transport == Transport.UDP
          ? new Datagrams(serverPort, received)
          : new Streams(serverPort, received);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable reader) {
    Thread thread = new Thread(reader, "party");
    thread.setDaemon(true);
    thread.start();
  }

  /** UDP. */
  final class Datagrams implements Wire {
    private final DatagramSocket socket;
    private final InetSocketAddress server;

    Datagrams(int serverPort, Consumer<SipText> received) throws IOException {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
      start(() -> read(received));
    }

    private void read(Consumer<SipText> received) {
      byte[] room = new byte[65_536];
      try {
        while (true) {
          DatagramPacket packet = new DatagramPacket(room, room.length);
          socket.receive(packet);
          received.accept(
              new SipText(new String(room, 0, packet.getLength(), StandardCharsets.UTF_8)));
        }
      } catch (IOException closed) {
        // By this party.
      }
    }

    @Override
    public int port() {
      return socket.getLocalPort();
    }

    @Override
    public void send(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      try {
        socket.send(new DatagramPacket(bytes, bytes.length, server));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void answer(SipText request, String text) {
      send(text);
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /** TCP: a connection to the server, and those that the server makes to this party. */
  final class Streams implements Wire {
    private final ServerSocket listening;
    private final int serverPort;
    private final Consumer<SipText> received;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<SipText, Socket> cameOn = new ConcurrentHashMap<>();
    private @Nullable Socket own;

    Streams(int serverPort, Consumer<SipText> received) throws IOException {
      this.serverPort = serverPort;
      this.received = received;
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      start(this::listen);
    }

    private void listen() {
      try {
        while (true) {
          serve(listening.accept());
        }
      } catch (IOException closed) {
        // By this party.
      }
    }

    private void serve(Socket socket) throws IOException {
      socket.setTcpNoDelay(true);
      open.add(socket);
      start(() -> read(socket));
    }

    private void read(Socket socket) {
      try (socket) {
        InputStream in = socket.getInputStream();
        for (SipText next = message(in); next != null; next = message(in)) {
          cameOn.put(next, socket);
          received.accept(next);
        }
      } catch (IOException closed) {
        // By either side.
      }
    }

    private static @Nullable SipText message(InputStream in) throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      int octet;
      while ((octet = in.read()) >= 0) {
        if (head.size() == 0 && (octet == '\r' || octet == '\n')) {
          continue;
        }
        head.write(octet);
        String text = head.toString(StandardCharsets.UTF_8);
        if (octet == '\n' && text.endsWith("\r\n\r\n")) {
          int length = Integer.parseInt(new SipText(text).header("Content-Length"));
          return new SipText(text + new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
      }
      return null;
    }

    @Override
    public int port() {
      return listening.getLocalPort();
    }

    @Override
    public synchronized void send(String text) {
      try {
        Socket socket = own;
        if (socket == null) {
          socket = new Socket(InetAddress.getLoopbackAddress(), serverPort);
          own = socket;
          serve(socket);
        }
        write(socket, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void answer(SipText request, String text) {
      Socket socket = cameOn.get(request);
      try {
        write(java.util.Objects.requireNonNull(socket), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void write(Socket socket, String text) throws IOException {
      synchronized (socket) {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
      }
    }

    /** The connections are gone; the server may make new ones. */
    void disconnect() {
      open.forEach(Streams::closeQuietly);
      open.clear();
      synchronized (this) {
        own = null;
      }
    }

    private static void closeQuietly(AutoCloseable socket) {
      try {
        socket.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      closeQuietly(listening);
      disconnect();
    }
  }
}
