package io.tollgate.journal.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A store for what is owed. One thread commits; any thread may read, and sees what was committed.
 * Implementations pass {@code RecordJournalContract}.
 */
public interface RecordJournal extends AutoCloseable {

  /** Applies all changes, in order, or none; when it returns they outlive a power loss. */
  void commit(List<Change> changes) throws JournalException;

  /** Pending records with a greater id, by id. */
  List<Pending> page(long afterId, int limit) throws JournalException;

  /** The first pending records of one session, by number. */
  List<Pending> ofSession(String session, int limit) throws JournalException;

  /** The same for many sessions at once; one without pending records may be left out. */
  default Map<String, List<Pending>> ofSessions(Collection<String> sessions, int limitOfEach)
      throws JournalException {
    Map<String, List<Pending>> all = new HashMap<>();
    for (String session : sessions) {
      all.put(session, ofSession(session, limitOfEach));
    }
    return all;
  }

  /** Whether the session has a pending record. */
  boolean hasPending(String session) throws JournalException;

  /** Pending records of one kind with a greater id, by id. */
  List<Pending> ofKind(Kind kind, long afterId, int limit) throws JournalException;

  /** What is owed for sessions of other processes than this one. */
  List<ClosingRecord> orphans(long boot, int limit) throws JournalException;

  /** Dead letters with a greater id, by id. */
  List<DeadLetter> deadLetters(long afterId, int limit) throws JournalException;

  /** The greatest id in use, pending or dead; 0 if there is none. */
  long lastId() throws JournalException;

  /**
   * Dialogs with a greater id, by id. A store that no other server reads keeps none: after a
   * restart nobody is left who could end them.
   */
  default List<KeptDialog> dialogs(String afterId, int limit) throws JournalException {
    return List.of();
  }

  /** What processes last said of themselves. */
  List<Change.Redone> redone() throws JournalException;

  JournalCounts counts() throws JournalException;

  /** Octets that the records take on disk; room that they left behind does not count. */
  long usedOctets() throws JournalException;

  /** Gives up the files; what was committed stays. */
  @Override
  void close();
}
