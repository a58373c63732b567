package io.tollgate.sip;

import javax.servlet.sip.SipServletRequest;

/** The participating or the controlling function, as initial requests reach it. */
@FunctionalInterface
public interface ServiceFunction {

  /** Takes the request over; it is answered now or later. */
  void accept(SipServletRequest request, ServiceMark mark);
}
