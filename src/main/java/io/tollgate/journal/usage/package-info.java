/**
 * Counters of open sessions in memory that belongs to a file: they outlive this process without a
 * write, and recovery brings what is owed up to them.
 */
@NullMarked
package io.tollgate.journal.usage;

import org.jspecify.annotations.NullMarked;
