package io.tollgate.charging;

import io.tollgate.charging.record.AccountingOutcome;
import io.tollgate.charging.record.AccountingRecord;
import java.util.function.Consumer;

/**
 * CH-1 outward: keeps a record durably, then delivers it to the CDF, in number order per session,
 * until it is answered.
 */
public interface AccountingPort {

  /**
   * Takes a record. It and the {@linkplain AccountingRecord#closing() STOP} that is owed after it
   * become durable in one step, before the record is first sent; they may outlive the process, if
   * not a power loss, at once.
   *
   * @param durable run once the record cannot be lost any more (or had to go into the bounded
   *     memory buffer because the disk failed)
   * @param outcome told exactly once; on any thread
   * @return true if the record outlives the process already: {@code durable} is not run
   */
  boolean submit(AccountingRecord record, Runnable durable, Consumer<AccountingOutcome> outcome);

  /**
   * The EVENT that is owed should the node die before it is submitted; that settles it.
   *
   * @param durable run once the note cannot be lost any more
   * @return true if it outlives the process already: {@code durable} is not run
   */
  boolean journalClosing(AccountingRecord event, Runnable durable);

  /** A user waits for the answer to what was submitted: it is sent as soon as it can be. */
  default void commitNow() {}

  /** Where the counters of this session outlive the process: the STOP that is owed counts them. */
  default UsageLine usageLine(String sessionId) {
    return UsageLine.NONE;
  }

  /**
   * Usage went on: the STOP that is owed follows from now on from this record, which is not sent.
   * It becomes durable with the next batch.
   */
  void checkpoint(AccountingRecord unsent);
}
