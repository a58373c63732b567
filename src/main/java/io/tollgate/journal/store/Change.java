package io.tollgate.journal.store;

import java.time.Instant;
import java.util.List;

/** One step of a transaction on the journal. */
public sealed interface Change {

  /** Keeps a record; without effect when its session has one of that number already. */
  record Append(Pending record) implements Change {}

  /** Keeps what is owed for a session, instead of what was owed before. */
  record KeepClosing(ClosingRecord closing) implements Change {}

  /** Nothing is owed for the session any more. */
  record Settle(String session) implements Change {}

  /** The record may have been transmitted from now on, or certainly has not arrived. */
  record MarkSent(long id, boolean sent) implements Change {}

  /**
   * The record takes the place of older progress reports of its session that were never sent: usage
   * is cumulative, and one stored interim is enough (RFC 6733 9.5).
   */
  record Supersede(String session, long id) implements Change {}

  /** The record was answered, replaced or given up. */
  record Remove(long id) implements Change {}

  /** Moves the record to the dead letters. */
  record Bury(long id, int resultCode, String reason, Instant when) implements Change {}

  /** Moves a dead letter back among the pending records, to its old place. */
  record Requeue(long id) implements Change {}

  /** What the process handed in, up to this number, is in the journal. */
  record Redone(long boot, long upTo) implements Change {}

  /** Keeps where a dialog stands, instead of where it stood before. */
  record KeepDialog(KeptDialog dialog) implements Change {}

  /** The dialog is over, or its peer has been told so. */
  record ForgetDialog(String id) implements Change {}

  /** How far other processes than these had come is of no interest any more. */
  record KeepRedone(List<Long> boots) implements Change {}
}
