package io.tollgate.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

/** Knows when a process has opened its port, without sending anything to it. */
final class SippPort {
  private static final int ATTEMPTS = 200;

  private SippPort() {}

  static void awaitOpen(Process process, int port) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS && isFree(port); attempt++) {
        if (process.waitFor(25, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isFree(int port) throws IOException {
    try (DatagramSocket udp = new DatagramSocket(null);
        ServerSocket tcp = new ServerSocket()) {
      udp.setReuseAddress(false);
      udp.bind(new InetSocketAddress("127.0.0.1", port));
      tcp.bind(new InetSocketAddress("127.0.0.1", port));
      return true;
    } catch (BindException taken) {
      return false;
    }
  }
}
