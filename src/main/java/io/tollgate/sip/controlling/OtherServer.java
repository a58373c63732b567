package io.tollgate.sip.controlling;

import io.tollgate.log.Brief;
import io.tollgate.sip.trust.Believed;
import io.tollgate.sip.trust.Door;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.servlet.sip.Proxy;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;
import javax.servlet.sip.SipURI;
import javax.servlet.sip.TooManyHopsException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Sends a request on to the server that has its conference, as a proxy that does not stay in the
 * way: the dialog is between the sender and that server, which alone keeps state and charges. Not a
 * redirection: a client behind an S-CSCF could not reach the one server that it names.
 */
final class OtherServer {
  private static final Logger LOG = LogManager.getLogger(OtherServer.class);

  private static final int TIMEOUT_SECONDS = 180;

  private final SipFactory factory;
  private final Door door;

  OtherServer(SipFactory factory, Door door) {
    this.factory = factory;
    this.door = door;
  }

  /**
   * @param server its SIP URIs
   */
  void forward(SipServletRequest request, List<String> server) {
    try {
      vouchFor(request);
      SipURI route = (SipURI) factory.createURI(like(request, server));
      route.setLrParam(true);
      Proxy proxy = request.getProxy();
      proxy.setRecordRoute(false);
      proxy.setSupervised(false);
      proxy.setRecurse(false);
      proxy.setProxyTimeout(TIMEOUT_SECONDS);
      request.pushRoute(route);
      proxy.proxyTo(request.getRequestURI());
    } catch (TooManyHopsException e) {
      Answers.refuse(request, SipServletResponse.SC_TOO_MANY_HOPS);
    } catch (ServletParseException | RuntimeException e) {
      LOG.warn(
          "{} of Call-ID {} not sent on to {}: {}",
          request.getMethod(),
          request.getCallId(),
          server,
          Brief.of(e));
      if (!request.isCommitted()) {
        Answers.refuse(request, SipServletResponse.SC_SERVER_INTERNAL_ERROR);
      }
    }
  }

  /**
   * By the transport and the kind of address that it came by: the sender is to go on by that with
   * the other server's Contact.
   */
  private static String like(SipServletRequest request, List<String> server) {
    String transport = String.valueOf(request.getTransport()).toLowerCase(Locale.ROOT);
    boolean wide = String.valueOf(request.getLocalAddr()).indexOf(':') >= 0;
    String best = server.get(0);
    int points = -1;
    for (String uri : server) {
      int worth =
          (uri.endsWith(";transport=" + transport) ? 2 : 0) + (uri.contains("[") == wide ? 1 : 0);
      if (worth > points) {
        best = uri;
        points = worth;
      }
    }
    return best;
  }

  /** The other server believes what this one sends: only what this one believes may be in it. */
  private void vouchFor(SipServletRequest request) {
    Believed sender = door.believe(request);
    if (sender.trusted()) {
      return;
    }
    Door.Passage passage = new Door.Passage(false, true, false);
    List<String> names = new ArrayList<>();
    for (Iterator<String> each = request.getHeaderNames(); each.hasNext(); ) {
      names.add(each.next());
    }
    names.stream().filter(name -> !passage.lets(name)).forEach(request::removeHeader);
    request.setHeader("P-Asserted-Identity", "<" + sender.identities().get(0) + ">");
  }
}
