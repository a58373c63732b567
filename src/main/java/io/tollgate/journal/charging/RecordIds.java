package io.tollgate.journal.charging;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers records in the order in which they are made. */
final class RecordIds {

  private final AtomicLong last = new AtomicLong();

  /** Goes on where the journal ends. */
  void startAfter(long inJournal) {
    last.set(inJournal);
  }

  long next() {
    return last.incrementAndGet();
  }
}
