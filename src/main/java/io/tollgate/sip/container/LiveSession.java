package io.tollgate.sip.container;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.sip.SipApplicationSession;

/** One application session and the work that is on its way to it. */
final class LiveSession {
  private final SipApplicationSession session;
  private final Set<PendingWork> pending = ConcurrentHashMap.newKeySet();
  private volatile boolean ended;

  LiveSession(SipApplicationSession session) {
    this.session = session;
  }

  SipApplicationSession session() {
    return session;
  }

  /** The returned work is already settled when the session ended meanwhile. */
  PendingWork accept(SessionWork work) {
    PendingWork accepted = new PendingWork(this, work);
    pending.add(accepted);
    // end() sets the flag before it walks the set, so one of the two sees the other.
    if (ended) {
      accepted.gone();
    }
    return accepted;
  }

  void end() {
    ended = true;
    pending.forEach(PendingWork::gone);
  }

  void settled(PendingWork work) {
    pending.remove(work);
  }

  int pendingCount() {
    return pending.size();
  }

  @Override
  public String toString() {
    return session.getId();
  }
}
