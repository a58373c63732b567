package io.tollgate.journal.commit;

import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.ClosingRecord;
import io.tollgate.journal.store.DeadLetter;
import io.tollgate.journal.store.JournalCounts;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.Kind;
import io.tollgate.journal.store.Pending;
import io.tollgate.journal.store.RecordJournal;
import io.tollgate.journal.store.RecordJournalFactory;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A journal whose disk fails when told to. */
final class FailingDisk implements RecordJournalFactory {

  Path path = Path.of("unset");
  volatile @Nullable Fault failing;
  volatile long refused;
  volatile long unwritable;
  volatile boolean setAside;
  volatile boolean driverFails;
  volatile Runnable onSuccess = () -> {};

  @Override
  public RecordJournal open() throws JournalException {
    if (driverFails) {
      throw new IllegalStateException("driver fails");
    }
    fail();
    return new Journal(SqliteRecordJournal.open(path));
  }

  @Override
  public void setAside() {
    setAside = true;
  }

  private void fail() throws JournalException {
    Fault fault = failing;
    if (fault != null) {
      throw new JournalException(fault, "disk fails");
    }
  }

  private final class Journal implements RecordJournal {

    private final RecordJournal real;

    Journal(RecordJournal real) {
      this.real = real;
    }

    @Override
    public void commit(List<Change> changes) throws JournalException {
      if (driverFails) {
        throw new AssertionError("connection is closed");
      }
      fail();
      for (Change change : changes) {
        if (change instanceof Change.Append append && append.record().id() == refused) {
          throw new JournalException(Fault.REFUSED, "refused");
        }
        if (change instanceof Change.Append append && append.record().id() == unwritable) {
          throw new IllegalStateException("driver fails");
        }
      }
      real.commit(changes);
      onSuccess.run();
    }

    @Override
    public List<Pending> page(long afterId, int limit) throws JournalException {
      return real.page(afterId, limit);
    }

    @Override
    public List<Pending> ofSession(String session, int limit) throws JournalException {
      return real.ofSession(session, limit);
    }

    @Override
    public boolean hasPending(String session) throws JournalException {
      return real.hasPending(session);
    }

    @Override
    public List<Pending> ofKind(Kind kind, long afterId, int limit) throws JournalException {
      return real.ofKind(kind, afterId, limit);
    }

    @Override
    public List<ClosingRecord> orphans(long boot, int limit) throws JournalException {
      return real.orphans(boot, limit);
    }

    @Override
    public List<DeadLetter> deadLetters(long afterId, int limit) throws JournalException {
      return real.deadLetters(afterId, limit);
    }

    @Override
    public long lastId() throws JournalException {
      return real.lastId();
    }

    @Override
    public List<Change.Redone> redone() throws JournalException {
      return real.redone();
    }

    @Override
    public JournalCounts counts() throws JournalException {
      return real.counts();
    }

    @Override
    public long usedOctets() throws JournalException {
      return real.usedOctets();
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
