package io.tollgate.sip.participating;

import io.tollgate.charging.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The one-to-one sessions that are up, for the gauge and for a stop that waits for them. */
public final class OpenSessions {
  /** What the operator may ask of a session. */
  interface Session {
    /** Of the leg that called. */
    String callId();

    /** Its owner ends it; it is over a moment later. */
    void release(Refusal why);

    /** If it is one of these users' session with the conference; told to its owner. */
    void membership(String conference, List<String> users, List<ConferenceWatch.News> news);
  }

  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final Set<Session> ended = ConcurrentHashMap.newKeySet();

  void opened(Session session) {
    sessions.add(session);
  }

  /** It is over for charging, and takes nobody's place any more. */
  void ended(Session session) {
    if (sessions.contains(session)) {
      ended.add(session);
    }
  }

  void closed(Session session) {
    sessions.remove(session);
    ended.remove(session);
  }

  /** What the users of a conference were told of it: their sessions with it have changed. */
  void membership(String conference, List<String> users, List<ConferenceWatch.News> news) {
    sessions.forEach(session -> session.membership(conference, users, news));
  }

  /** Those whose last messages are still awaited among them. */
  public int count() {
    return sessions.size();
  }

  /** Those that go on. */
  public int up() {
    return Math.max(0, sessions.size() - ended.size());
  }

  /** Releases all of them, each by its owner; they are over a moment later. */
  public void endAll(Refusal why) {
    end(sessions, why);
  }

  /** Releases, when it is called, those of them that are up now. */
  public Consumer<Refusal> endOfThose() {
    List<Session> up = List.copyOf(sessions);
    return why -> end(up.stream().filter(sessions::contains).toList(), why);
  }

  private static void end(Collection<Session> sessions, Refusal why) {
    sessions.forEach(session -> session.release(why));
  }

  /**
   * Releases one, by its owner; it is over a moment later.
   *
   * @param callId of the leg that called
   * @return false if there is none
   */
  public boolean end(String callId, Refusal why) {
    boolean found = false;
    for (Session session : sessions) {
      if (session.callId().equals(callId)) {
        session.release(why);
        found = true;
      }
    }
    return found;
  }
}
