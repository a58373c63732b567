package io.tollgate.ledger;

import java.util.List;

/** What an operator is told of the ledger; called on its thread, must not block. */
public interface LedgerNews {

  /** A session was reconciled: for the sums. */
  void reconciled(SessionRow session, List<UsageRow> usage, List<RequestRow> requests);

  /**
   * Something of a session does not add up.
   *
   * @param sessions how many there are now
   */
  void different(SessionRow session, long sessions);

  /** Nothing differs any more. */
  void even();

  /** The history cannot be written; it is tried again. */
  void writeFailed(String why);

  void writesAgain();

  /** Events were missed: they came faster than they could be written. */
  void overflowed(long missed);
}
