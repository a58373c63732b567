/**
 * Between many threads that have something to keep and the one that writes: group commit, and a
 * bounded memory buffer for the time the disk fails.
 */
@NullMarked
package io.tollgate.journal.commit;

import org.jspecify.annotations.NullMarked;
