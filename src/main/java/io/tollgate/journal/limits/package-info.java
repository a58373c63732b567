/** How much the journal may hold, and what has to go when that is not enough. */
@NullMarked
package io.tollgate.journal.limits;

import org.jspecify.annotations.NullMarked;
