package io.tollgate.charging.online;

import io.tollgate.charging.CreditCommands;
import io.tollgate.charging.Owner;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the session that a request from the OCS is for. */
public final class OpenSessions implements CreditCommands {

  /** What the OCS may ask of a session. */
  interface Session {
    void reauthorise(ReauthScope scope, Consumer<Reaction> reaction);

    void abort(Consumer<Reaction> reaction);
  }

  private record Entry(Session session, Owner owner) {}

  private final Map<String, Entry> sessions = new ConcurrentHashMap<>();

  /** Where one session is found, under the Session-Id it has at the OCS. */
  interface Registration {
    void add(String id);

    void remove(String id);
  }

  Registration of(Session session, Owner owner) {
    Entry entry = new Entry(session, owner);
    return new Registration() {
      @Override
      public void add(String id) {
        sessions.put(id, entry);
      }

      @Override
      public void remove(String id) {
        sessions.remove(id);
      }
    };
  }

  public int count() {
    return sessions.size();
  }

  @Override
  public void reAuthorise(
      String sessionId,
      @Nullable Long ratingGroup,
      @Nullable Long serviceIdentifier,
      Consumer<Reaction> reaction) {
    onOwner(
        sessionId,
        reaction,
        session -> session.reauthorise(new ReauthScope(ratingGroup, serviceIdentifier), reaction));
  }

  @Override
  public void abort(String sessionId, Consumer<Reaction> reaction) {
    onOwner(sessionId, reaction, session -> session.abort(reaction));
  }

  private void onOwner(String id, Consumer<Reaction> reaction, Consumer<Session> request) {
    Entry entry = sessions.get(id);
    if (entry == null) {
      reaction.accept(Reaction.UNKNOWN_SESSION);
    } else {
      entry.owner().execute(() -> request.accept(entry.session()));
    }
  }
}
