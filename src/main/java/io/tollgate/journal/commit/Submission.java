package io.tollgate.journal.commit;

import io.tollgate.journal.redo.RedoLog;
import io.tollgate.journal.store.Change;
import java.util.List;

/**
 * Changes that become durable together.
 *
 * @param number in the redo log, or {@code RedoLog.NOT_TAKEN}
 */
record Submission(List<Change> changes, Completion completion, long number) {

  boolean outlivesTheProcess() {
    return number != RedoLog.NOT_TAKEN;
  }
}
