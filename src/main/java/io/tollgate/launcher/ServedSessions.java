package io.tollgate.launcher;

import org.mobicents.servlet.sip.core.session.MobicentsSipApplicationSession;
import org.mobicents.servlet.sip.core.session.MobicentsSipSession;
import org.mobicents.servlet.sip.core.session.SipSessionKey;
import org.mobicents.servlet.sip.core.session.SipStandardManagerDelegate;
import org.mobicents.servlet.sip.message.SipFactoryImpl;

/** Makes each session a {@link ServedSession}; how many there may be is the application's word. */
final class ServedSessions extends SipStandardManagerDelegate {
  @Override
  protected MobicentsSipSession getNewMobicentsSipSession(
      SipSessionKey key, SipFactoryImpl factory, MobicentsSipApplicationSession application) {
    sipSessionCounter++;
    return new ServedSession(key, factory, application);
  }
}
