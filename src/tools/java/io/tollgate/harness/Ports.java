package io.tollgate.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address that are free for UDP and TCP. They lie below the range from which
 * the system gives ports to clients, so that no passing connection takes one away before it is
 * used. Each process has blocks of its own, held by listening on their first port, and gives no
 * port of a block twice: between a look at a port and its use nobody else can take it.
 */
public final class Ports {
  private static final int LOWEST = 12_000;
  private static final int BELOW = 32_000;
  private static final int BLOCK = 100;
  private static final int ATTEMPTS = 2_000;

  /** Blocks that stay held: the one in use, and those whose last ports may not be in use yet. */
  private static final int HELD = 4;

  private static final Ports OF_THIS_PROCESS = new Ports();

  private final Deque<ServerSocket> held = new ArrayDeque<>();
  private int next;
  private int end;

  private Ports() {}

  public static int free() {
    return OF_THIS_PROCESS.take();
  }

  private synchronized int take() {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (next == end) {
          takeBlock();
        } else if (isFree(next++)) {
          return next - 1;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("no port is free for both UDP and TCP");
  }

  private void takeBlock() throws IOException {
    int block = ThreadLocalRandom.current().nextInt((BELOW - LOWEST) / BLOCK);
    int first = LOWEST + block * BLOCK;
    try {
      held.add(new ServerSocket(first, 1, loopback()));
    } catch (BindException othersBlock) {
      return;
    }
    if (held.size() > HELD) {
      held.remove().close();
    }
    next = first + 1;
    end = first + BLOCK;
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket tcp = new ServerSocket(port, 1, loopback());
        DatagramSocket udp = new DatagramSocket(null)) {
      udp.bind(new InetSocketAddress(loopback(), tcp.getLocalPort()));
      return true;
    } catch (BindException taken) {
      return false;
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByName("127.0.0.1");
  }
}
