package io.tollgate.launcher;

import java.util.Locale;

/** One place where the container listens for SIP. */
public record SipEndpoint(Transport transport, String host, int port) {

  /** The transports of RFC 3261 that the container is run with. */
  public enum Transport {
    UDP,
    TCP,
    TLS;

    String lowerCase() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SipEndpoint {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0..65535, 0 = any free)");
    }
  }

  SipEndpoint withPort(int actual) {
    return new SipEndpoint(transport, host, actual);
  }

  @Override
  public String toString() {
    String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return transport.lowerCase() + ":" + bracketed + ":" + port;
  }
}
