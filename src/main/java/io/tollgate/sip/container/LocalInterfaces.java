package io.tollgate.sip.container;

import io.tollgate.trust.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipSession;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;
import org.jspecify.annotations.Nullable;

/**
 * By which of its addresses this server speaks, where it has one of IPv4 and one of IPv6. A
 * container takes the first that has the transport, from which an address of the other family
 * cannot be reached, and names that in Via and Contact. With one address there is nothing to
 * choose, and nothing is set.
 */
public final class LocalInterfaces {

  private LocalInterfaces() {}

  /** The answers to a new request name the address that it came to. */
  public static void arrived(SipServletRequest request) {
    InetAddress local = address(request.getLocalAddr());
    if (local != null) {
      choose(request.getSession(), local, request.getTransport());
    }
  }

  /** A request of ours leaves from an address of its next hop's family; of a name none is known. */
  public static void leaving(SipServletRequest request) {
    if (!(nextHop(request) instanceof SipURI hop)) {
      return;
    }
    String host = hop.getMAddrParam() == null ? hop.getHost() : hop.getMAddrParam();
    InetAddress remote = address(host);
    if (remote != null) {
      choose(request.getSession(), remote, transport(hop));
    }
  }

  private static @Nullable URI nextHop(SipServletRequest request) {
    try {
      Address route = request.getAddressHeader("Route");
      return route == null ? request.getRequestURI() : route.getURI();
    } catch (ServletParseException e) {
      return null;
    }
  }

  private static String transport(SipURI hop) {
    String named = hop.getTransportParam();
    if (hop.isSecure() && (named == null || named.equalsIgnoreCase("tcp"))) {
      return "tls";
    }
    return named == null ? "udp" : named;
  }

  @SuppressWarnings("unchecked") // JSR 289 4.1.2 gives the element type
  private static void choose(SipSession session, InetAddress towards, @Nullable String transport) {
    Object listed = session.getServletContext().getAttribute(SipServlet.OUTBOUND_INTERFACES);
    if (listed == null || transport == null) {
      return;
    }
    String wanted = transport.toLowerCase(Locale.ROOT);
    List<SipURI> points =
        ((List<SipURI>) listed)
            .stream().filter(point -> wanted.equalsIgnoreCase(point.getTransportParam())).toList();
    if (points.size() < 2) {
      return;
    }
    boolean wide = towards instanceof Inet6Address;
    for (SipURI point : points) {
      InetAddress own = address(point.getHost());
      if (own != null && own instanceof Inet6Address == wide) {
        set(session, point, own);
        return;
      }
    }
  }

  private static void set(SipSession session, SipURI point, InetAddress own) {
    try {
      if (RestcommInterfaces.set(session, point)) {
        return;
      }
    } catch (NoClassDefFoundError elsewhere) {
      // Another container: the standard's own way.
    }
    session.setOutboundInterface(new InetSocketAddress(own, point.getPort()));
  }

  private static @Nullable InetAddress address(@Nullable String text) {
    return text == null ? null : Network.address(text);
  }
}
