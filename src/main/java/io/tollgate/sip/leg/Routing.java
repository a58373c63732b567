package io.tollgate.sip.leg;

import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Set;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an initial request goes next: along the Route headers that are left, else to the outbound
 * proxy, else to its Request-URI (RFC 3261 16.6).
 */
public final class Routing {
  private final SipFactory factory;
  private final @Nullable String outboundProxy;
  private final Set<String> ownNames;

  /**
   * @param outboundProxy a SIP URI
   * @param ownNames lower-case host names by which others route to this node
   */
  public Routing(SipFactory factory, @Nullable String outboundProxy, Set<String> ownNames) {
    this.factory = factory;
    this.outboundProxy = outboundProxy;
    this.ownNames = Set.copyOf(ownNames);
  }

  /** Gives the new request the route of the one that caused it; returns the next hop's host. */
  public String route(SipServletRequest cause, SipServletRequest request)
      throws ServletParseException {
    List<Address> remaining = remaining(cause);
    for (int i = remaining.size() - 1; i >= 0; i--) {
      request.pushRoute(remaining.get(i));
    }
    return remaining.isEmpty() ? start(request) : host(remaining.get(0).getURI());
  }

  /** Routes a request that nothing caused; returns the next hop's host. */
  public String start(SipServletRequest request) throws ServletParseException {
    if (outboundProxy != null) {
      SipURI proxy = (SipURI) factory.createURI(outboundProxy);
      proxy.setLrParam(true);
      request.pushRoute(proxy);
      return proxy.getHost();
    }
    return host(request.getRequestURI());
  }

  /** Without the entries that name this node: the container takes off only what it knows as own. */
  private List<Address> remaining(SipServletRequest cause) throws ServletParseException {
    List<Address> routes = new ArrayList<>();
    for (ListIterator<Address> all = cause.getAddressHeaders("Route"); all.hasNext(); ) {
      Address route = all.next();
      if (!routes.isEmpty() || !ownNames.contains(host(route.getURI()).toLowerCase(Locale.ROOT))) {
        routes.add(route);
      }
    }
    return routes;
  }

  private static String host(URI uri) {
    return uri instanceof SipURI sip ? sip.getHost() : "";
  }
}
