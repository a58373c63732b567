/** The journal as charging sees it: what the other packages of the journal do, put together. */
@NullMarked
package io.tollgate.journal.charging;

import org.jspecify.annotations.NullMarked;
