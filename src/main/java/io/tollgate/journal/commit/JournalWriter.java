package io.tollgate.journal.commit;

import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.redo.ChangeCodec;
import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalFactory;
import io.tollgate.log.Brief;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. Whatever has come in while a commit was on its way goes into the next
 * one. When the disk fails, changes stay in memory and the disk is tried again, for ever.
 */
public final class JournalWriter implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(JournalWriter.class);
  private static final Duration LAZY = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofHours(1);

  private final RecordJournalFactory factory;
  private final Duration retryInterval;
  private final RedoLog redo;
  private final Duration gathering;
  private final Inbox inbox;
  private final DiskOutage outage;
  private final JournalAlarms alarms;
  private final Thread thread;

  /** Entries of the redo log come into the inbox in the order of their numbers. */
  private final Object order = new Object();

  /** Where the store is waited for: what was tried in vain, in its order. */
  private final List<Submission> undecided = new ArrayList<>();

  private boolean formerRedone;
  private boolean fenced;
  private long newest;
  private volatile @Nullable RecordJournal journal;

  /**
   * @param redo where changes outlive the process before they are on disk
   * @param gathering how long they may wait there for others, to be committed together
   */
  public JournalWriter(
      RecordJournalFactory factory,
      RedoLog redo,
      Duration gathering,
      int bufferCapacity,
      Duration retryInterval,
      JournalAlarms alarms,
      ThreadFactory threads) {
    this.factory = factory;
    this.retryInterval = retryInterval;
    this.redo = redo;
    this.gathering = gathering;
    this.inbox = new Inbox(2 * bufferCapacity);
    this.alarms = alarms;
    this.outage = new DiskOutage(bufferCapacity, alarms);
    this.thread = threads.newThread(this::run);
  }

  /**
   * Opens the journal. It fails if that cannot be: a server that never had a journal must not begin
   * to keep records in memory.
   */
  public void start() throws JournalException {
    journal = openAtStart();
    redo.open();
    thread.start();
  }

  /** A damaged journal makes way; any other mistake is the operator's to mend. */
  private RecordJournal openAtStart() throws JournalException {
    try {
      return open();
    } catch (JournalException e) {
      if (e.fault() != Fault.DAMAGED) {
        throw e;
      }
      factory.setAside();
      return open();
    }
  }

  /**
   * Keeps the changes, all or none.
   *
   * @return true if they outlive the process already, if not yet a power loss
   */
  public boolean submit(List<Change> changes, Completion completion) {
    byte[] entry = redo.isOpen() ? entry(changes) : null;
    boolean taken;
    boolean kept;
    synchronized (order) {
      long number = entry != null && inbox.hasRoom() ? redo.append(entry) : RedoLog.NOT_TAKEN;
      Submission submission = new Submission(changes, completion, number);
      kept = submission.outlivesTheProcess();
      taken = inbox.put(submission, kept ? gathering : Duration.ZERO);
    }
    return taken ? kept : refuse(completion);
  }

  /** Null for one that the redo log cannot hold: whoever waits has to wait for the disk. */
  private byte @Nullable [] entry(List<Change> changes) {
    try {
      return ChangeCodec.write(changes);
    } catch (RuntimeException e) {
      LOG.error("Not written to the redo log: {}: {}", Changes.describe(changes), Brief.of(e));
      return null;
    }
  }

  /** Keeps the changes with the next commit; to lose them costs no more than a repetition. */
  public void submitLazily(List<Change> changes, Completion completion) {
    if (!inbox.put(new Submission(changes, completion, RedoLog.NOT_TAKEN), LAZY)) {
      refuse(completion);
    }
  }

  /** What was submitted waits for no more. */
  public void commitNow() {
    inbox.commitNow();
  }

  private static boolean refuse(Completion completion) {
    completion.lost("journal writer is stopped or too far behind");
    return false;
  }

  /** To read from. */
  public RecordJournal journal() throws JournalException {
    RecordJournal open = journal;
    if (open == null) {
      throw new JournalException(Fault.UNAVAILABLE, "journal is not open: disk failed");
    }
    return open;
  }

  /** Records that are in memory only, because the disk fails. */
  public int buffered() {
    return outage.records();
  }

  private void run() {
    try {
      while (!inbox.isClosed()) {
        if (mustWait()) {
          waitForTheStore();
        } else {
          step(isFailing() ? retryInterval : IDLE);
        }
      }
      if (mustWait()) {
        tryUndecided();
      }
      step(Duration.ZERO);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeJournal();
    }
  }

  /** Nothing is taken out of the inbox meanwhile: it has a bound. */
  private boolean mustWait() {
    return isFailing() && factory.waits() && !fenced;
  }

  /** The store is away; what is new may have to wait for it. */
  public boolean isStoreAway() {
    return isFailing();
  }

  private boolean isFailing() {
    return journal == null;
  }

  private void waitForTheStore() throws InterruptedException {
    inbox.rest(retryInterval);
    tryUndecided();
  }

  /** The very same changes once more: nobody knows whether the last time they were committed. */
  private void tryUndecided() {
    recover();
    RecordJournal open = journal;
    if (open != null && !undecided.isEmpty()) {
      List<Submission> batch = List.copyOf(undecided);
      undecided.clear();
      commit(open, batch);
    }
  }

  private void step(Duration patience) throws InterruptedException {
    List<Submission> batch = inbox.takeAll(patience);
    RecordJournal open = journal;
    if (fenced) {
      batch.forEach(JournalWriter::forgotten);
    } else if (open == null && factory.waits()) {
      undecided.addAll(batch);
    } else if (open == null) {
      batch.forEach(this::keepInMemory);
      recover();
    } else if (!batch.isEmpty()) {
      commit(open, batch);
    }
  }

  private void commit(RecordJournal open, List<Submission> batch) {
    try {
      write(open, all(batch));
      redo.applied(newest);
    } catch (JournalException e) {
      if (e.fault() == Fault.REFUSED && batch.size() > 1) {
        batch.forEach(each -> commit(open, List.of(each)));
      } else if (e.fault() == Fault.REFUSED) {
        refused(batch.get(0), String.valueOf(e.getMessage()));
      } else if (e.fault() == Fault.FENCED) {
        fenced(e, batch);
      } else if (factory.waits()) {
        closeJournal();
        outage.waitsFor(e);
        undecided.addAll(batch);
      } else {
        diskFailed(e);
        batch.forEach(this::keepInMemory);
      }
      return;
    }
    batch.forEach(each -> complete(each, true));
  }

  /** Whatever a change does to the driver, the thread that writes for all others goes on. */
  private static void write(RecordJournal open, List<Change> changes) throws JournalException {
    try {
      open.commit(changes);
    } catch (AssertionError e) {
      // How PostgreSQL's driver finds out that its connection went in the middle of a batch.
      throw new JournalException(Fault.UNAVAILABLE, "cannot be written: " + e, e);
    } catch (RuntimeException e) {
      throw new JournalException(Fault.REFUSED, "cannot be written: " + e, e);
    }
  }

  private void refused(Submission submission, String why) {
    alarms.raise(
        JournalAlarm.RECORD_UNWRITABLE,
        "%s is lost: %s".formatted(Changes.describe(submission.changes()), why));
    complete(submission, () -> submission.completion().lost(why));
  }

  /** Nobody is told: what waits for these changes must not happen, and is ended from outside. */
  private void fenced(JournalException why, List<Submission> batch) {
    LOG.error("{}; nothing more is stored or sent for it from here", why.getMessage());
    fenced = true;
    closeJournal();
    undecided.forEach(JournalWriter::forgotten);
    undecided.clear();
    batch.forEach(JournalWriter::forgotten);
  }

  private static void forgotten(Submission submission) {
    LOG.debug("Not stored: {}", Changes.describe(submission.changes()));
  }

  private List<Change> all(List<Submission> batch) {
    List<Change> changes = new ArrayList<>(3 * batch.size() + 1);
    long before = newest;
    for (Submission each : batch) {
      changes.addAll(each.changes());
      newest = Math.max(newest, each.number());
    }
    if (newest > before) {
      changes.add(redone());
    }
    return changes;
  }

  private Change redone() {
    return new Change.Redone(redo.boot(), newest);
  }

  private void keepInMemory(Submission submission) {
    boolean kept = outage.keep(submission.changes());
    if (submission.number() > newest) {
      newest = submission.number();
      outage.keep(List.of(redone()));
    }
    complete(submission, kept);
  }

  private static void complete(Submission submission, boolean kept) {
    complete(
        submission,
        () -> {
          if (kept) {
            submission.completion().kept(!submission.outlivesTheProcess());
          } else {
            submission.completion().lost("disk fails and the memory buffer is full");
          }
        });
  }

  private static void complete(Submission submission, Runnable told) {
    try {
      told.run();
    } catch (RuntimeException e) {
      LOG.error(
          "Completion failed for {}: {}", Changes.describe(submission.changes()), Brief.of(e));
    }
  }

  private void diskFailed(JournalException cause) {
    closeJournal();
    outage.goesOn(cause);
    if (cause.fault() == Fault.DAMAGED) {
      setAside();
    }
  }

  private void setAside() {
    try {
      factory.setAside();
    } catch (JournalException e) {
      LOG.warn("Damaged journal cannot be set aside: {}", e.getMessage());
    }
  }

  private void recover() {
    try {
      journal = openAndReplay();
    } catch (JournalException e) {
      if (e.fault() == Fault.FENCED) {
        fenced(e, List.of());
      } else if (factory.waits()) {
        outage.waitsFor(e);
      } else {
        diskFailed(e);
      }
      return;
    }
    outage.over();
  }

  /** Nobody may read what is on disk before it is up to date: answered records are still there. */
  private RecordJournal openAndReplay() throws JournalException {
    try {
      RecordJournal open = open();
      try {
        outage.storeIn(open);
        redo.applied(newest);
        return open;
      } catch (JournalException | RuntimeException | AssertionError e) {
        close(open);
        throw e;
      }
    } catch (RuntimeException | AssertionError e) {
      // As with write: a driver that loses its connection throws whatever there is.
      throw new JournalException(Fault.UNAVAILABLE, "cannot be opened: " + e, e);
    }
  }

  private RecordJournal open() throws JournalException {
    RecordJournal open = factory.open();
    try {
      if (!formerRedone) {
        redo.former(alarms).applyTo(open);
        formerRedone = true;
      }
      return open;
    } catch (JournalException | RuntimeException | AssertionError e) {
      close(open);
      throw e;
    }
  }

  private void closeJournal() {
    RecordJournal open = journal;
    journal = null;
    if (open != null) {
      close(open);
    }
  }

  private static void close(RecordJournal open) {
    try {
      open.close();
    } catch (RuntimeException e) {
      LOG.warn("The journal was not closed in good order: {}", Brief.of(e));
    }
  }

  /** Commits what has come in, then closes the journal. */
  @Override
  public void close() {
    inbox.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // What has come in is committed first: it is only in memory.
        interrupted = true;
      }
    }
    redo.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
