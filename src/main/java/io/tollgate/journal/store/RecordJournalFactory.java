package io.tollgate.journal.store;

/** Opens the journal; asked again after a disk failure. */
@FunctionalInterface
public interface RecordJournalFactory {
  RecordJournal open() throws JournalException;
}
