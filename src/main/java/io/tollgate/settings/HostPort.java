package io.tollgate.settings;

/** An address to connect to. */
public record HostPort(String host, int port) {

  static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || text.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("no host:port");
    }
    String host = text.substring(0, colon);
    int port = Integer.parseInt(text.substring(colon + 1));
    boolean bracketed = !unbracketed(host).equals(host);
    if (port < 1 || port > 65535 || (host.indexOf(':') >= 0 && !bracketed)) {
      throw new IllegalArgumentException("no host:port");
    }
    return new HostPort(unbracketed(host), port);
  }

  /** A host as a socket takes it: an IPv6 address without the brackets of a URI. */
  static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
