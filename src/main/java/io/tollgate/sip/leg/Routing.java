package io.tollgate.sip.leg;

import io.tollgate.sip.trust.Believed;
import io.tollgate.sip.trust.Door;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an initial request goes next: along the Route that a trusted sender gave it to a peer that
 * is listed, else to the outbound proxy, else along what is left of that Route, else to its
 * Request-URI (RFC 3261 16.6). Only to those that may be sent to, or as the outbound proxy decides.
 */
public final class Routing {
  private final SipFactory factory;
  private final Door door;
  private final Ways ways;
  private final Supplier<List<SipURI>> listening;

  /**
   * The operator's say.
   *
   * @param outboundProxy a SIP URI
   * @param emergencyRoute a SIP URI that requests to a service URN are routed by (RFC 5031)
   * @param ownNames lower-case host names by which others route to this node
   * @param everywhere nothing is looked up among the peers
   */
  public record Ways(
      @Nullable String outboundProxy,
      @Nullable String emergencyRoute,
      Set<String> ownNames,
      boolean everywhere) {

    public Ways {
      ownNames = Set.copyOf(ownNames);
    }
  }

  /**
   * A next hop.
   *
   * @param routes the Route, from its first entry on
   * @param host an address or a host name; empty where a URI names none
   * @param operators it is the operator who chose it, and not who sent the request
   * @param allowed requests may be sent there
   */
  public record NextHop(List<Address> routes, String host, boolean operators, boolean allowed) {

    public NextHop {
      routes = List.copyOf(routes);
    }
  }

  /**
   * @param listening where this node listens: over a transport that it has none for it cannot send
   */
  public Routing(SipFactory factory, Door door, Ways ways, Supplier<List<SipURI>> listening) {
    this.listening = listening;
    this.factory = factory;
    this.door = door;
    this.ways = ways;
  }

  /**
   * Where a request that came goes on to.
   *
   * @throws ServletParseException for a Route that cannot be read
   */
  public NextHop after(SipServletRequest cause) throws ServletParseException {
    Believed sender = door.believe(cause);
    List<Address> remaining = withoutOwn(sender.routes());
    URI target = cause.getRequestURI();
    String emergency = ways.emergencyRoute();
    if (emergency != null && isService(target) && sender.trusted()) {
      return fixed(loose(emergency), List.of());
    }
    if (!remaining.isEmpty() && leadsToListed(remaining)) {
      return new NextHop(remaining, host(remaining.get(0).getURI()), true, true);
    }
    String proxy = ways.outboundProxy();
    if (proxy != null) {
      return fixed(loose(proxy), remaining);
    }
    if (!remaining.isEmpty()) {
      String host = host(remaining.get(0).getURI());
      return new NextHop(remaining, host, false, mayBeSentTo(host));
    }
    return to(target);
  }

  private boolean leadsToListed(List<Address> routes) {
    return door.peers().closed()
        && door.peers().towards(host(routes.get(0).getURI())).listed()
        && door.peers().towards(host(routes.get(0).getURI())).reachable();
  }

  private static NextHop fixed(Address first, List<Address> remaining) {
    List<Address> routes = new ArrayList<>();
    routes.add(first);
    boolean same = !remaining.isEmpty() && remaining.get(0).getURI().equals(first.getURI());
    routes.addAll(same ? remaining.subList(1, remaining.size()) : remaining);
    return new NextHop(routes, host(first.getURI()), true, true);
  }

  private Address loose(String uri) throws ServletParseException {
    SipURI parsed = (SipURI) factory.createURI(uri);
    parsed.setLrParam(true);
    return factory.createAddress(parsed);
  }

  /** Who writes where a URI leads besides its host (RFC 3261 19.1.1) has chosen the way. */
  private NextHop to(URI target) {
    String host = host(target);
    boolean plain = target instanceof SipURI sip && sip.getMAddrParam() == null;
    return new NextHop(List.of(), host, plain, mayBeSentTo(host));
  }

  private boolean mayBeSentTo(String host) {
    return ways.everywhere() || door.peers().towards(host).reachable();
  }

  /** Gives the new request the route of the one that caused it; returns the next hop's host. */
  public String route(SipServletRequest cause, SipServletRequest request)
      throws ServletParseException {
    return take(after(cause), request);
  }

  /** Routes a request that nothing caused; returns the next hop's host. */
  public String start(SipServletRequest request) throws ServletParseException {
    String proxy = ways.outboundProxy();
    return take(
        proxy == null ? to(request.getRequestURI()) : fixed(loose(proxy), List.of()), request);
  }

  /**
   * Containers throw at a next hop that is no SIP URI, and send to one that wants TLS over UDP
   * where they have no TLS.
   */
  public void requireReachable(NextHop next, URI target) throws NoRouteException {
    URI uri = next.routes().isEmpty() ? target : next.routes().get(0).getURI();
    if (!(uri instanceof SipURI hop)) {
      throw new NoRouteException(404, "no route to a " + uri.getScheme() + " URI");
    }
    String wanted = transport(hop);
    List<SipURI> own = listening.get();
    if (wanted != null
        && !own.isEmpty()
        && own.stream().noneMatch(point -> wanted.equals(transport(point)))) {
      throw new NoRouteException(480, "transport " + wanted + " is not in use here");
    }
  }

  private static @Nullable String transport(SipURI uri) {
    String named = uri.getTransportParam();
    if (uri.isSecure() && (named == null || named.equalsIgnoreCase("tcp"))) {
      return "tls";
    }
    return named == null ? null : named.toLowerCase(Locale.ROOT);
  }

  private String take(NextHop next, SipServletRequest request) throws ServletParseException {
    if (!next.allowed()) {
      throw new ServletParseException(next.host() + " is no peer that may be sent to");
    }
    requireReachable(next, request.getRequestURI());
    for (int i = next.routes().size() - 1; i >= 0; i--) {
      request.pushRoute(next.routes().get(i));
    }
    return next.host();
  }

  /** The container takes off only the first, and only what it knows as own (RFC 3261 16.4). */
  private List<Address> withoutOwn(List<Address> routes) {
    List<Address> remaining = new ArrayList<>();
    for (Address route : routes) {
      if (!remaining.isEmpty() || !isOwn(route.getURI())) {
        remaining.add(route);
      }
    }
    return remaining;
  }

  private boolean isOwn(URI uri) {
    return ways.ownNames().contains(host(uri).toLowerCase(Locale.ROOT))
        || (uri instanceof SipURI sip
            && listening.get().stream()
                .anyMatch(
                    point ->
                        point.getHost().equalsIgnoreCase(host(sip)) && port(point) == port(sip)));
  }

  private static int port(SipURI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : "tls".equals(transport(uri)) ? 5061 : 5060;
  }

  private static boolean isService(URI uri) {
    return uri.getScheme().equalsIgnoreCase("urn");
  }

  private static String host(URI uri) {
    if (!(uri instanceof SipURI sip)) {
      return "";
    }
    String maddr = sip.getMAddrParam();
    return maddr == null ? sip.getHost() : maddr;
  }
}
