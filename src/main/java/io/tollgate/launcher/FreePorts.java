package io.tollgate.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns port 0 into a port that is free for UDP and TCP alike: the SIP stack cannot listen on 0,
 * and one host's transports share one number by custom.
 */
final class FreePorts {
  private static final int ATTEMPTS = 50;

  private FreePorts() {}

  static List<SipEndpoint> resolve(List<SipEndpoint> endpoints) {
    Map<String, Integer> chosen = new HashMap<>();
    List<SipEndpoint> resolved = new ArrayList<>();
    for (SipEndpoint endpoint : endpoints) {
      if (endpoint.port() != 0) {
        resolved.add(endpoint);
        continue;
      }
      // TLS needs a TCP port of its own.
      String share =
          endpoint.host() + (endpoint.transport() == SipEndpoint.Transport.TLS ? "/tls" : "");
      int port = chosen.computeIfAbsent(share, key -> freeOn(endpoint.host()));
      resolved.add(endpoint.withPort(port));
    }
    return resolved;
  }

  static int freeOn(String host) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (ServerSocket tcp = new ServerSocket()) {
        tcp.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
        if (freeForUdp(host, tcp.getLocalPort())) {
          return tcp.getLocalPort();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(
            "host: \"" + host + "\" (expected: an address of this machine)", e);
      }
    }
    throw new IllegalStateException("no port on " + host + " is free for both UDP and TCP");
  }

  private static boolean freeForUdp(String host, int port) throws IOException {
    try (DatagramSocket udp = new DatagramSocket(null)) {
      udp.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return true;
    } catch (java.net.BindException taken) {
      return false;
    }
  }
}
