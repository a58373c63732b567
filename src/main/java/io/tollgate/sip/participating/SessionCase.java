package io.tollgate.sip.participating;

import io.tollgate.charging.record.NodeRole;
import java.util.Locale;
import javax.servlet.sip.Address;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipURI;

/** Whose half of the session is served here (TS 24.229: the orig parameter, P-Served-User). */
final class SessionCase {
  private final NodeRole otherwise;

  /**
   * @param otherwise for requests that say nothing about it
   */
  SessionCase(NodeRole otherwise) {
    this.otherwise = otherwise;
  }

  NodeRole of(SipServletRequest request) {
    String served = request.getHeader("P-Served-User");
    if (served != null) {
      String lower = served.toLowerCase(Locale.ROOT).replace(" ", "");
      if (lower.contains("sescase=term")) {
        return NodeRole.TERMINATING;
      }
      if (lower.contains("sescase=orig")) {
        return NodeRole.ORIGINATING;
      }
    }
    Address route = request.getPoppedRoute();
    if (route == null) {
      return otherwise;
    }
    boolean orig = route.getURI() instanceof SipURI uri && uri.getParameter("orig") != null;
    return orig ? NodeRole.ORIGINATING : NodeRole.TERMINATING;
  }
}
