package io.tollgate.launcher;

import java.io.IOException;
import java.net.BindException;
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
        check(endpoint);
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

  /** Said in one line before anything starts; the container would say it at length, or hardly. */
  private static void check(SipEndpoint endpoint) {
    try {
      if (endpoint.transport() == SipEndpoint.Transport.UDP) {
        bind(new DatagramSocket(null), endpoint.host(), endpoint.port());
      } else {
        bind(new ServerSocket(), endpoint.host(), endpoint.port());
      }
    } catch (IOException e) {
      throw refused("SIP listener " + endpoint, e);
    }
  }

  static void check(String listener, String host, int port) {
    try {
      bind(new ServerSocket(), host, port);
    } catch (IOException e) {
      throw refused(listener + " listener " + host + ":" + port, e);
    }
  }

  private static StartupException refused(String listener, IOException why) {
    return new StartupException(
        "%s: %s (expected: an address of this machine and a free port)"
            .formatted(listener, why.getMessage()),
        why);
  }

  private static void bind(ServerSocket socket, String host, int port) throws IOException {
    try (socket) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    }
  }

  private static void bind(DatagramSocket socket, String host, int port) throws IOException {
    try (socket) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    }
  }

  private static int freeOn(String host) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (ServerSocket tcp = new ServerSocket()) {
        tcp.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
        if (freeForUdp(host, tcp.getLocalPort())) {
          return tcp.getLocalPort();
        }
      } catch (IOException e) {
        throw refused("SIP listener " + host, e);
      }
    }
    throw new IllegalStateException("no port on " + host + " is free for both UDP and TCP");
  }

  private static boolean freeForUdp(String host, int port) throws IOException {
    try {
      bind(new DatagramSocket(null), host, port);
      return true;
    } catch (BindException taken) {
      return false;
    }
  }
}
