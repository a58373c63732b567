package io.tollgate.agents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Loopback addresses, one for each agent, which is at the port that a URI without one means: chat
 * rooms of linphone leave the port out.
 */
final class Addresses {
  static final int SIP_PORT = 5060;
  private static final int ATTEMPTS = 50;

  private Addresses() {}

  static String free() {
    for (int i = 0; i < ATTEMPTS; i++) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      String address =
          "127."
              + random.nextInt(1, 255)
              + "."
              + random.nextInt(256)
              + "."
              + random.nextInt(1, 255);
      if (isFree(address)) {
        return address;
      }
    }
    throw new IllegalStateException("port " + SIP_PORT + " is taken on all loopback addresses");
  }

  private static boolean isFree(String address) {
    try {
      InetSocketAddress sip = new InetSocketAddress(InetAddress.getByName(address), SIP_PORT);
      try (ServerSocket tcp = new ServerSocket(SIP_PORT, 1, sip.getAddress());
          DatagramSocket udp = new DatagramSocket(sip)) {
        return tcp.isBound() && udp.isBound();
      }
    } catch (BindException taken) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
