/** Comma-separated values, as every export of the ledger has them. */
@NullMarked
package io.tollgate.ledger.csv;

import org.jspecify.annotations.NullMarked;
