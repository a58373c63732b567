/**
 * Takes durable records to the charging functions: one at a time and in order for each session,
 * many sessions at once, a backlog no faster than live traffic can bear.
 */
@NullMarked
package io.tollgate.journal.delivery;

import org.jspecify.annotations.NullMarked;
