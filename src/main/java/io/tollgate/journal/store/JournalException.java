package io.tollgate.journal.store;

/** The journal could not be read or written. */
public final class JournalException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What can be done about it. */
  public enum Fault {
    /**
     * Disk failed, full, read-only or locked, database away: the same may succeed later. What
     * became of it now may be unknown; to commit the same changes again is harmless.
     */
    UNAVAILABLE,
    /** The file is no journal any more. */
    DAMAGED,
    /** This change cannot be stored, now or later. */
    REFUSED,
    /** Another node has taken over: nothing of this one is stored any more. */
    FENCED
  }

  private final Fault fault;

  public JournalException(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  public JournalException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
