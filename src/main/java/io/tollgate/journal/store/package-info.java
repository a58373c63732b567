/**
 * What lies on disk: pending records, open sessions, dead letters. {@link
 * io.tollgate.journal.store.RecordJournal} is the seam for another engine.
 */
@NullMarked
package io.tollgate.journal.store;

import org.jspecify.annotations.NullMarked;
