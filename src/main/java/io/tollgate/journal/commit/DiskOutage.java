package io.tollgate.journal.commit;

import io.tollgate.journal.JournalAlarm;
import io.tollgate.journal.JournalAlarms;
import io.tollgate.journal.store.Change;
import io.tollgate.journal.store.JournalException;
import io.tollgate.journal.store.JournalException.Fault;
import io.tollgate.journal.store.RecordJournal;
import java.util.List;

/** While the disk fails: changes are kept in memory, and put on the disk once it is back. */
final class DiskOutage {

  private final MemoryBuffer buffer;
  private final JournalAlarms alarms;
  private volatile int records;

  DiskOutage(int capacity, JournalAlarms alarms) {
    this.buffer = new MemoryBuffer(capacity);
    this.alarms = alarms;
  }

  /** Records that are in memory only. */
  int records() {
    return records;
  }

  void goesOn(JournalException cause) {
    alarms.raise(
        JournalAlarm.DISK_FAILED,
        cause.getMessage() + "; records are kept in memory, the disk is tried again");
  }

  /** Nothing goes on until it is back. */
  void waitsFor(JournalException cause) {
    alarms.raise(
        JournalAlarm.DISK_FAILED, cause.getMessage() + "; records wait, the store is tried again");
  }

  /**
   * @return false if there was no room for a record among the changes; the others are kept
   */
  boolean keep(List<Change> changes) {
    int events = buffer.shedEvents();
    boolean kept = buffer.add(changes);
    records = buffer.records();
    if (!kept || buffer.shedEvents() > events) {
      alarms.raise(
          JournalAlarm.RECORDS_LOST,
          "disk fails and the memory buffer is full: %d records are kept, %d interims and %d events"
                  .formatted(buffer.records(), buffer.shedInterims(), buffer.shedEvents())
              + " made room"
              + (kept ? "" : ", new records are lost"));
    }
    return kept;
  }

  /** In one transaction: a record and what its session is owed must not come apart. */
  void storeIn(RecordJournal disk) throws JournalException {
    try {
      disk.commit(buffer.changes());
    } catch (JournalException e) {
      if (e.fault() != Fault.REFUSED) {
        throw e;
      }
      for (Change each : buffer.changes()) {
        storeOne(disk, each);
      }
    }
  }

  private void storeOne(RecordJournal disk, Change change) throws JournalException {
    try {
      disk.commit(List.of(change));
    } catch (JournalException e) {
      if (e.fault() != Fault.REFUSED) {
        throw e;
      }
      alarms.raise(
          JournalAlarm.RECORD_UNWRITABLE,
          "%s is lost: %s".formatted(Changes.describe(change), e.getMessage()));
    }
  }

  /** Everything is stored. */
  void over() {
    int stored = buffer.records();
    buffer.clear();
    records = 0;
    alarms.clear(JournalAlarm.DISK_FAILED, "disk is back, %d records stored".formatted(stored));
    alarms.clear(JournalAlarm.RECORDS_LOST, "disk is back");
  }
}
