package io.tollgate.sip.container;

import java.util.HashSet;
import java.util.Set;
import javax.servlet.sip.SipApplicationSession;
import org.jspecify.annotations.Nullable;

/** One application session and the work that is on its way to it. */
final class LiveSession {
  private final SipApplicationSession session;

  /** Mostly nothing is on its way, so there is no set either: sessions are many. */
  private @Nullable Set<PendingWork> pending;

  private boolean ended;

  LiveSession(SipApplicationSession session) {
    this.session = session;
  }

  SipApplicationSession session() {
    return session;
  }

  /** The returned work is already settled when the session ended meanwhile. */
  PendingWork accept(SessionWork work) {
    PendingWork accepted = new PendingWork(this, work);
    if (!isAdded(accepted)) {
      accepted.gone();
    }
    return accepted;
  }

  private synchronized boolean isAdded(PendingWork work) {
    if (ended) {
      return false;
    }
    Set<PendingWork> waiting = pending == null ? new HashSet<>(2) : pending;
    pending = waiting;
    return waiting.add(work);
  }

  void end() {
    left().forEach(PendingWork::gone);
  }

  private synchronized Set<PendingWork> left() {
    ended = true;
    Set<PendingWork> left = pending;
    pending = null;
    return left == null ? Set.of() : left;
  }

  synchronized void settled(PendingWork work) {
    if (pending != null) {
      pending.remove(work);
      pending = pending.isEmpty() ? null : pending;
    }
  }

  synchronized int pendingCount() {
    return pending == null ? 0 : pending.size();
  }

  @Override
  public String toString() {
    return session.getId();
  }
}
