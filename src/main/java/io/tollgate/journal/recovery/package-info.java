/** After a crash: the STOP or TERMINATION that each orphaned session is owed, exactly once. */
@NullMarked
package io.tollgate.journal.recovery;

import org.jspecify.annotations.NullMarked;
