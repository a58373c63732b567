package io.tollgate.journal.store.sqlite;

import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.DeadLetter;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.Owed;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Copies what can still be read of a damaged journal into a fresh one. */
final class Salvage {

  private static final Logger LOG = LogManager.getLogger(Salvage.class);
  private static final int PAGE = 200;

  /** Ids are dense, so a hole this wide is the end. */
  private static final long WIDEST_HOLE = 1L << 24;

  /** No process has this mark: every open session is an orphan. */
  private static final long NO_BOOT = Long.MIN_VALUE;

  private final RecordJournal old;
  private final RecordJournal fresh;
  private long saved;

  Salvage(RecordJournal old, RecordJournal fresh) {
    this.old = old;
    this.fresh = fresh;
  }

  long run() throws JournalException {
    copyRedone();
    copyPending();
    copyDeadLetters();
    copyOpenSessions();
    return saved;
  }

  private void copyRedone() throws JournalException {
    try {
      fresh.commit(List.copyOf(old.redone()));
    } catch (JournalException e) {
      LOG.warn("How far redo logs had come is lost: records may be repeated, with the T flag");
    }
  }

  /** Steps over what cannot be read, with steps that grow. */
  private void copyPending() throws JournalException {
    long after = 0;
    long step = 1;
    while (step < WIDEST_HOLE) {
      List<Pending> page = pending(after, step == 1 ? PAGE : 1);
      if (page == null) {
        after += step;
        step *= 2;
      } else if (page.isEmpty()) {
        return;
      } else {
        save(page.stream().<Change>map(Change.Append::new).toList());
        after = page.get(page.size() - 1).id();
        step = 1;
      }
    }
  }

  private @Nullable List<Pending> pending(long after, int limit) {
    try {
      return old.page(after, limit);
    } catch (JournalException e) {
      LOG.debug("Records after {} are lost: {}", after, e.getMessage());
      return null;
    }
  }

  private void copyDeadLetters() throws JournalException {
    List<Change> changes = new ArrayList<>();
    try {
      for (DeadLetter letter : old.deadLetters(0, Integer.MAX_VALUE)) {
        changes.add(new Change.Append(letter.record()));
        changes.add(
            new Change.Bury(
                letter.record().id(), letter.resultCode(), letter.reason(), letter.buried()));
      }
    } catch (JournalException e) {
      LOG.warn("Dead letters are lost: {}", e.getMessage());
    }
    save(changes);
  }

  /** All, or the first half, or the first quarter of them. */
  private void copyOpenSessions() throws JournalException {
    for (int limit = 1 << 20; limit > 0; limit /= 2) {
      try {
        List<Owed> owed = old.orphans(NO_BOOT, limit);
        save(owed.stream().<Change>map(Change.Owe::new).toList());
        return;
      } catch (JournalException e) {
        LOG.debug("{} open sessions cannot be read: {}", limit, e.getMessage());
      }
    }
  }

  private void save(List<Change> changes) throws JournalException {
    fresh.commit(changes);
    saved += changes.size();
  }
}
