package io.tollgate.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Goes between a client and a server on the loopback address, and is cut before a certain piece of
 * what either says: the other never hears it, nor anything after it on those connections.
 */
public final class CutWire implements AutoCloseable {

  private static final int PIECE = 1 << 16;

  private final ServerSocket door;
  private final int serverPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger pieces = new AtomicInteger();
  private volatile int cutBefore = Integer.MAX_VALUE;
  private volatile boolean forGood;
  private volatile boolean cut;

  public CutWire(int serverPort) {
    this.serverPort = serverPort;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    start("accept", this::accept);
  }

  public int port() {
    return door.getLocalPort();
  }

  /**
   * From now on pieces are counted.
   *
   * @param step the first piece that does not arrive, from 1
   * @param forGood no connection is taken afterwards
   */
  public void cutBefore(int step, boolean forGood) {
    pieces.set(0);
    this.forGood = forGood;
    cutBefore = step;
  }

  public boolean isCut() {
    return cut;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        if (cut && forGood) {
          client.close();
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        start("to server", () -> copy(client, server));
        start("to client", () -> copy(server, client));
      } catch (IOException e) {
        if (!door.isClosed() && !cut) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] piece = new byte[PIECE];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int octets = in.read(piece); octets >= 0; octets = in.read(piece)) {
        if (pieces.incrementAndGet() == cutBefore) {
          cut = true;
          closeAll();
          return;
        }
        out.write(piece, 0, octets);
      }
    } catch (IOException e) {
      // The other direction has ended it.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void closeAll() {
    for (Socket each : open) {
      try {
        each.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void start(String what, Runnable task) {
    Thread thread = new Thread(task, "wire " + what);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    closeAll();
  }
}
