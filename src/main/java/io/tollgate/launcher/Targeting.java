package io.tollgate.launcher;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.RouteHeader;

/**
 * The container puts a new request into the application session of somebody else's call where the
 * request names that: by Replaces or Join (JSR 289 15.11.4), or by a parameter of a URI (15.11.3).
 * The call would end with what the request began. Both are kept from it; Replaces and Join, which
 * are for the user agent that is called, travel under names of our own.
 */
final class Targeting {
  private static final String PARAMETER = "org.mobicents.servlet.sip.ApplicationSessionKey";

  /** The application gives them their names back when it passes them on. */
  private static final Map<String, String> HIDDEN =
      Map.of("Replaces", "Tollgate-Replaces", "Join", "Tollgate-Join");

  private Targeting() {}

  static void hide(SIPRequest request) {
    HIDDEN.forEach((name, other) -> rename(request, name, other));
    strip(request.getRequestURI());
    for (ListIterator<?> routes = request.getHeaders(RouteHeader.NAME); routes.hasNext(); ) {
      strip(((RouteHeader) routes.next()).getAddress().getURI());
    }
  }

  private static void rename(SIPRequest request, String name, String other) {
    List<String> values = new ArrayList<>(1);
    for (ListIterator<SIPHeader> all = request.getHeaders(name); all.hasNext(); ) {
      values.add(all.next().getHeaderValue());
    }
    if (values.isEmpty()) {
      return;
    }
    request.removeHeader(name);
    for (String value : values) {
      ExtensionHeaderImpl hidden = new ExtensionHeaderImpl(other);
      hidden.setValue(value);
      request.addHeader(hidden);
    }
  }

  private static void strip(URI uri) {
    if (uri instanceof SipURI sip && sip.getParameter(PARAMETER) != null) {
      sip.removeParameter(PARAMETER);
    }
  }
}
