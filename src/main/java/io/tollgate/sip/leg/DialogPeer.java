package io.tollgate.sip.leg;

import javax.servlet.sip.SipServletRequest;

/** Takes the later requests of a dialog that is no INVITE dialog, such as a subscription. */
@FunctionalInterface
public interface DialogPeer {
  String ATTRIBUTE = "io.tollgate.sip.leg.DialogPeer";

  void onRequest(SipServletRequest request);
}
