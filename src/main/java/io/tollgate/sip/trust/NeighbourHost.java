package io.tollgate.sip.trust;

import javax.servlet.sip.Address;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.URI;

/** The host next to us on the way of an INVITE; empty where it is not known. */
public final class NeighbourHost {

  private NeighbourHost() {}

  public static String before(SipServletRequest invite) {
    String host = invite.getInitialRemoteAddr();
    return host == null ? "" : host;
  }

  /** Of a request that goes out. */
  public static String after(SipServletRequest invite) {
    try {
      Address route = invite.getAddressHeader("Route");
      URI uri = route == null ? invite.getRequestURI() : route.getURI();
      return uri instanceof SipURI sip ? sip.getHost() : "";
    } catch (ServletParseException e) {
      return "";
    }
  }
}
