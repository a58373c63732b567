package io.tollgate.journal.commit;

import io.tollgate.journal.store.Change;
import java.util.List;

/** Changes that become durable together. */
record Submission(List<Change> changes, Completion completion) {}
