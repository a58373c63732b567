package io.tollgate.sip;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;

/** The addresses that are this server's own, as Request-URIs name them. */
public final class OwnAddresses {
  private static final int SIP_PORT = 5060;

  private final Supplier<List<SipURI>> listeningPoints;
  private final Set<String> names;
  private volatile List<SipURI> known = List.of();

  /**
   * @param listeningPoints may be empty at first, and never changes after that
   * @param names lower-case host names
   */
  public OwnAddresses(Supplier<List<SipURI>> listeningPoints, Set<String> names) {
    this.listeningPoints = listeningPoints;
    this.names = Set.copyOf(names);
  }

  public boolean contains(URI uri) {
    if (!(uri instanceof SipURI sip)) {
      return false;
    }
    if (names.contains(sip.getHost().toLowerCase(Locale.ROOT))) {
      return true;
    }
    for (SipURI point : points()) {
      if (port(point) == port(sip) && point.getHost().equalsIgnoreCase(sip.getHost())) {
        return true;
      }
    }
    return false;
  }

  private List<SipURI> points() {
    if (known.isEmpty()) {
      known = List.copyOf(listeningPoints.get());
    }
    return known;
  }

  private static int port(SipURI uri) {
    return uri.getPort() < 0 ? SIP_PORT : uri.getPort();
  }
}
