package io.tollgate.journal.store;

/** What a pending record is, as far as keeping it matters. */
public enum Kind {
  START,
  /** An interim that tells a rating fact: membership or media changed. */
  INTERIM,
  /** An interim that only tells how far usage has gone; the next one says the same and more. */
  PROGRESS,
  STOP,
  EVENT,
  /** A credit-control request before the last: its units are reported with it and no other. */
  UPDATE,
  TERMINATION,
  DEBIT,
  REFUND;

  /** Given up, oldest first, when there is no room: nothing that opens, closes or pays. */
  public boolean mayBeShed() {
    return this == PROGRESS || this == INTERIM || this == EVENT;
  }
}
