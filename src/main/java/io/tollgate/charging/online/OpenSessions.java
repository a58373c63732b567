package io.tollgate.charging.online;

import io.tollgate.charging.CreditServerRequests;
import io.tollgate.charging.Owner;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Finds the session that a request from the OCS is for. */
public final class OpenSessions implements CreditServerRequests {

  private record Entry(CreditSession session, Owner owner) {}

  private final Map<String, Entry> sessions = new ConcurrentHashMap<>();

  void add(String id, CreditSession session, Owner owner) {
    sessions.put(id, new Entry(session, owner));
  }

  void remove(String id) {
    sessions.remove(id);
  }

  public int count() {
    return sessions.size();
  }

  @Override
  public void reauthorise(
      String sessionId,
      @Nullable Long ratingGroup,
      @Nullable Long serviceIdentifier,
      IntConsumer resultCode) {
    onOwner(
        sessionId,
        resultCode,
        session ->
            session.reauthorise(new ReauthScope(ratingGroup, serviceIdentifier), resultCode));
  }

  @Override
  public void abort(String sessionId, IntConsumer resultCode) {
    onOwner(sessionId, resultCode, session -> session.abort(resultCode));
  }

  private void onOwner(String id, IntConsumer resultCode, Consumer<CreditSession> request) {
    Entry entry = sessions.get(id);
    if (entry == null) {
      resultCode.accept(CreditSession.UNKNOWN_SESSION);
    } else {
      entry.owner().execute(() -> request.accept(entry.session()));
    }
  }
}
