package io.tollgate.journal.store;

/** Opens the journal; asked again after a disk failure. */
@FunctionalInterface
public interface RecordJournalFactory {

  RecordJournal open() throws JournalException;

  /** The journal that was opened is damaged and has been closed: the next one must be another. */
  default void setAside() throws JournalException {}
}
