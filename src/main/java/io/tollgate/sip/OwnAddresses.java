package io.tollgate.sip;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;

/** The addresses that are this server's own, as Request-URIs name them. */
public final class OwnAddresses {
  private static final int SIP_PORT = 5060;
  private static final int SIPS_PORT = 5061;

  /** Transport, host and port of a Via (RFC 3261 20.42); there may be blanks between all of it. */
  private static final Pattern VIA =
      Pattern.compile(
          "\\s*SIP\\s*/\\s*2\\.0\\s*/\\s*(\\w+)\\s+(\\[[^\\]]*\\]|[^\\s:;,]+)\\s*(?::\\s*(\\d{1,5}))?.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

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
    return uri instanceof SipURI sip
        && (names.contains(sip.getHost().toLowerCase(Locale.ROOT))
            || isPoint(sip.getHost(), port(sip)));
  }

  /**
   * Whether this server sent a request itself, by its first Via (RFC 3261 16.3, 4): it came back by
   * some name of this server's, past whoever would say for whom it is.
   */
  public boolean sent(SipServletRequest request) {
    String first = request.getHeader("Via");
    Matcher via = VIA.matcher(first == null ? "" : first);
    if (!via.matches()) {
      return false;
    }
    int usual = via.group(1).equalsIgnoreCase("tls") ? SIPS_PORT : SIP_PORT;
    return isPoint(via.group(2), via.group(3) == null ? usual : Integer.parseInt(via.group(3)));
  }

  private boolean isPoint(String host, int port) {
    for (SipURI point : points()) {
      if (port(point) == port && point.getHost().equalsIgnoreCase(host)) {
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
    int usual = uri.isSecure() ? SIPS_PORT : SIP_PORT;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }
}
