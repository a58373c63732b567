/** {@code bin/tollgate ledger}: what operators read of the history, and how they compare it. */
@NullMarked
package io.tollgate.ledger.cli;

import org.jspecify.annotations.NullMarked;
