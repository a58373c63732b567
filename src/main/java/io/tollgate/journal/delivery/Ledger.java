package io.tollgate.journal.delivery;

import io.tollgate.journal.commit.Completion;
import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Pending;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The journal as delivery sees it: without records that are answered but not yet removed, and
 * without those that are durable but not yet handed over. All but {@link #announce} and {@link
 * #arrived} is for delivery's own thread.
 */
final class Ledger {

  private final JournalWriter writer;
  private final Executor thread;
  private final Set<Long> announced = ConcurrentHashMap.newKeySet();
  private final Set<Long> leaving = new HashSet<>();

  Ledger(JournalWriter writer, Executor thread) {
    this.writer = writer;
    this.thread = thread;
  }

  void announce(long id) {
    announced.add(id);
  }

  void arrived(long id) {
    announced.remove(id);
  }

  boolean expectsRecords() {
    return !announced.isEmpty();
  }

  List<Pending> page(long afterId, int limit) throws JournalException {
    return writer.journal().page(afterId, limit);
  }

  /** The next records of the session, up to the first that is still being handed over. */
  List<Pending> ofSession(String session, int limit) throws JournalException {
    return inTheirTurn(writer.journal().ofSession(session, limit + leaving.size()), limit);
  }

  /** The same for many sessions, asked for at once. */
  Map<String, List<Pending>> ofSessions(Collection<String> sessions, int limitOfEach)
      throws JournalException {
    Map<String, List<Pending>> stored =
        writer.journal().ofSessions(sessions, limitOfEach + leaving.size());
    Map<String, List<Pending>> next = new HashMap<>();
    for (String session : sessions) {
      next.put(session, inTheirTurn(stored.getOrDefault(session, List.of()), limitOfEach));
    }
    return next;
  }

  private List<Pending> inTheirTurn(List<Pending> stored, int limit) {
    List<Pending> next = new ArrayList<>();
    for (Pending record : stored) {
      if (announced.contains(record.id()) || next.size() == limit) {
        break;
      }
      if (!leaving.contains(record.id())) {
        next.add(record);
      }
    }
    return next;
  }

  boolean isInPlay(Pending record) {
    return announced.contains(record.id()) || leaving.contains(record.id());
  }

  /** An earlier record of the session lies on disk. */
  boolean hasEarlier(String session, long id) throws JournalException {
    return ofSession(session, 1).stream().anyMatch(record -> record.id() < id);
  }

  void remove(long id) {
    leave(id, new Change.Remove(id));
  }

  void bury(Change.Bury letter) {
    leave(letter.id(), letter);
  }

  /** It is stored as sent, and certainly has not arrived: no T flag when its turn comes. */
  void hasNotArrived(long id) {
    writer.submitLazily(List.of(new Change.MarkSent(id, false)), Completion.NONE);
  }

  /** Another takes its place on its way there. */
  void bury(Pending instead, Change.Bury letter) {
    leave(letter.id(), List.of(new Change.Remove(letter.id()), new Change.Append(instead), letter));
  }

  private void leave(long id, Change change) {
    leave(id, List.of(change));
  }

  private void leave(long id, List<Change> changes) {
    leaving.add(id);
    writer.submitLazily(changes, left(() -> leaving.remove(id)));
  }

  /** Runs the task, on delivery's thread, once the marks are durable. */
  void markSent(List<Change> marks, Runnable task) {
    if (marks.isEmpty()) {
      task.run();
    } else {
      writer.submit(marks, left(task));
      writer.commitNow();
    }
  }

  private Completion left(Runnable task) {
    return new Completion() {
      @Override
      public void kept(boolean news) {
        thread.execute(task);
      }

      @Override
      public void lost(String why) {
        thread.execute(task);
      }
    };
  }
}
