package io.tollgate.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address that are free for UDP and TCP. They lie below the range from which
 * the system gives ports to clients, so that no passing connection takes one away before it is
 * used.
 */
public final class Ports {
  private static final int LOWEST = 12_000;
  private static final int BELOW = 32_000;
  private static final int ATTEMPTS = 200;

  private Ports() {}

  public static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BELOW);
      try (ServerSocket tcp = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
          DatagramSocket udp = new DatagramSocket(null)) {
        udp.bind(new InetSocketAddress("127.0.0.1", tcp.getLocalPort()));
        return port;
      } catch (BindException taken) {
        continue;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("no port is free for both UDP and TCP");
  }
}
