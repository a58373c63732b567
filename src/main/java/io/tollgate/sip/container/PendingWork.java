package io.tollgate.sip.container;

import java.util.concurrent.atomic.AtomicBoolean;
import javax.servlet.sip.SipApplicationSession;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Work on its way to the owner; whoever settles it first decides how it ends. */
final class PendingWork {
  private static final Logger LOG = LogManager.getLogger(PendingWork.class);
  private final AtomicBoolean settled = new AtomicBoolean();
  private final LiveSession session;
  private final SessionWork work;

  PendingWork(LiveSession session, SessionWork work) {
    this.session = session;
    this.work = work;
  }

  void run(SipApplicationSession owned) {
    if (!owned.isValid()) {
      gone();
      return;
    }
    if (settle()) {
      work.run(owned);
    }
  }

  void gone() {
    if (settle()) {
      try {
        work.gone();
      } catch (RuntimeException e) {
        LOG.error("work for application session {} failed on hearing that it is gone", session, e);
      }
    }
  }

  boolean settle() {
    if (settled.compareAndSet(false, true)) {
      session.settled(this);
      return true;
    }
    return false;
  }
}
