package io.tollgate.sip.container;

import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipSessionsUtil;
import org.mobicents.javax.servlet.sip.SipApplicationSessionAsynchronousWork;
import org.mobicents.javax.servlet.sip.SipSessionsUtilExt;

/**
 * Restcomm's asynchronous work: a pool thread takes the session's lock and runs it. The session is
 * named by its id, because looking it up from a foreign thread may take a lock that is not
 * released.
 */
final class RestcommHandOver implements HandOver {
  private final SipSessionsUtilExt sessions;

  RestcommHandOver(SipSessionsUtil sessions) {
    this.sessions = (SipSessionsUtilExt) sessions;
  }

  static boolean supports(SipSessionsUtil sessions) {
    return sessions instanceof SipSessionsUtilExt;
  }

  @Override
  public void deliver(SipApplicationSession session, PendingWork work) {
    sessions.scheduleAsynchronousWork(session.getId(), new OwnedWork(work));
  }

  /** The interface is serializable for clusters; this one never leaves the JVM. */
  private static final class OwnedWork implements SipApplicationSessionAsynchronousWork {
    private static final long serialVersionUID = 1L;
    private final transient PendingWork work;

    OwnedWork(PendingWork work) {
      this.work = work;
    }

    @Override
    public void doAsynchronousWork(SipApplicationSession session) {
      work.run(session);
    }
  }
}
