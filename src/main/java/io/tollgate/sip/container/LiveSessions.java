package io.tollgate.sip.container;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipSession;
import org.jspecify.annotations.Nullable;

/**
 * The application sessions that the container told us of. Both containers drop work for a session
 * that has ended without a word, so the ledger of what is alive is kept here.
 */
public final class LiveSessions {
  private final Map<String, LiveSession> sessions = new ConcurrentHashMap<>();
  private final Map<String, SipSession> legs = new ConcurrentHashMap<>();

  public void created(SipApplicationSession session) {
    sessions.put(session.getId(), new LiveSession(session));
  }

  public void ended(SipApplicationSession session) {
    LiveSession ended = sessions.remove(session.getId());
    if (ended != null) {
      ended.end();
    }
  }

  @Nullable LiveSession find(String id) {
    return sessions.get(id);
  }

  public int count() {
    return sessions.size();
  }

  public void legCreated(SipSession leg) {
    legs.put(leg.getId(), leg);
  }

  public void legEnded(SipSession leg) {
    legs.remove(leg.getId());
  }

  Collection<SipSession> legs() {
    return legs.values();
  }

  public int legCount() {
    return legs.size();
  }

  int pending() {
    return sessions.values().stream().mapToInt(LiveSession::pendingCount).sum();
  }

  /** The application is being stopped: whoever still waits is told. */
  public void endAll() {
    sessions.values().forEach(LiveSession::end);
    sessions.clear();
  }
}
