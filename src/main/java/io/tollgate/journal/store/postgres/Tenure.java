package io.tollgate.journal.store.postgres;

/**
 * The right to one node's rows: no longer than its lease by the monotonic clock of this process,
 * and only while its epoch stands in the database.
 */
public interface Tenure {

  long node();

  long epoch();

  /** By the clock of this process, with a margin. */
  boolean isHeld();

  /** Whether the database has said so. */
  boolean isLost();

  /** The database says that another has taken over: this is final. */
  void lost();
}
