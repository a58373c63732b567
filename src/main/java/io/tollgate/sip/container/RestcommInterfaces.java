package io.tollgate.sip.container;

import javax.servlet.sip.SipSession;
import javax.servlet.sip.SipURI;
import org.mobicents.javax.servlet.sip.SipSessionExt;

/** The standard's way compares an IPv6 address as text with one that is written otherwise. */
final class RestcommInterfaces {

  private RestcommInterfaces() {}

  static boolean set(SipSession session, SipURI point) {
    if (!(session instanceof SipSessionExt own)) {
      return false;
    }
    own.setOutboundInterface(point);
    return true;
  }
}
