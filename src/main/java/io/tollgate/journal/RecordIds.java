package io.tollgate.journal;

import io.tollgate.journal.commit.JournalWriter;
import io.tollgate.journal.store.JournalException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Numbers records in the order in which they are made. */
final class RecordIds {

  private static final Logger LOG = LogManager.getLogger(RecordIds.class);

  /** Room for so many records in each millisecond. */
  private static final int PER_MILLISECOND = 1 << 12;

  private final AtomicLong last = new AtomicLong();

  /**
   * Goes on where the journal ends. Should the disk fail at the start, the clock gives numbers that
   * lie beyond any that were counted.
   */
  void startAfter(JournalWriter writer, InstantSource clock) {
    try {
      last.set(writer.journal().lastId());
    } catch (JournalException e) {
      last.set(clock.millis() * PER_MILLISECOND);
      LOG.info("Records are numbered from {}, the journal cannot be read", last);
    }
  }

  long next() {
    return last.incrementAndGet();
  }
}
