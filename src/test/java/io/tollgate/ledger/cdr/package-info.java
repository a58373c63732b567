@NullMarked
package io.tollgate.ledger.cdr;

import org.jspecify.annotations.NullMarked;
