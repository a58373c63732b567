package io.tollgate.sip.container;

import javax.servlet.sip.SipApplicationSession;

/** A container's way of running something as the owner of a session; it may lose it silently. */
interface HandOver {
  void deliver(SipApplicationSession session, PendingWork work);
}
