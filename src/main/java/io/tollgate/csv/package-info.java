/** Comma-separated values, as every table that is written or read has them. */
@NullMarked
package io.tollgate.csv;

import org.jspecify.annotations.NullMarked;
