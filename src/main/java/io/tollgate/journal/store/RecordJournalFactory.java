package io.tollgate.journal.store;

/** Opens the journal; asked again after a disk failure. */
@FunctionalInterface
public interface RecordJournalFactory {

  RecordJournal open() throws JournalException;

  /**
   * While the store is away nothing goes on: nobody may act on a change before it is committed,
   * because another node may have taken over meanwhile. Else changes are kept in memory, and all
   * goes on with them.
   */
  default boolean waits() {
    return false;
  }

  /** The journal that was opened is damaged and has been closed: the next one must be another. */
  default void setAside() throws JournalException {}
}
