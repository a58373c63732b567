package io.tollgate.sip.farewell;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a request goes, as its URI says (RFC 3261 18.1.1, 19.1.1). */
record Hop(String host, int port, Transport transport) {

  enum Transport {
    UDP,
    TCP,
    TLS;

    boolean isReliable() {
      return this != UDP;
    }
  }

  private static final int PORT = 5060;
  private static final int TLS_PORT = 5061;

  /** Null for a URI that names no host, or a transport that is not spoken here. */
  static @Nullable Hop of(String uri) {
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals("sip") && !scheme.equals("sips")) {
      return null;
    }
    String rest = SipUri.afterUser(uri.substring(colon + 1));
    int end = SipUri.firstOf(rest, ";?", 0);
    String authority = rest.substring(0, end);
    int portColon = authority.lastIndexOf(':');
    boolean hasPort = portColon > authority.lastIndexOf(']');
    String named = hasPort ? authority.substring(0, portColon) : authority;
    String maddr = SipUri.parameter(uri, "maddr");
    String host = unbracketed(maddr == null ? named : maddr);
    Transport transport = transport(scheme, SipUri.parameter(uri, "transport"));
    if (host.isEmpty() || transport == null) {
      return null;
    }
    int port = hasPort ? number(authority.substring(portColon + 1)) : 0;
    if (port == 0 && !hasPort) {
      port = transport == Transport.TLS ? TLS_PORT : PORT;
    }
    return port < 1 || port > 65_535 ? null : new Hop(host, port, transport);
  }

  private static @Nullable Transport transport(String scheme, @Nullable String named) {
    String transport = named == null ? "" : named.toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("sips");
    return switch (transport) {
      case "" -> secure ? Transport.TLS : Transport.UDP;
      case "udp" -> secure ? null : Transport.UDP;
      case "tcp" -> secure ? Transport.TLS : Transport.TCP;
      case "tls" -> Transport.TLS;
      default -> null;
    };
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
  }

  /** The same connection serves all that goes there. */
  @Override
  public String toString() {
    return transport + " " + host + ":" + port;
  }
}
