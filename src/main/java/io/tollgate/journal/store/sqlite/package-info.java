/** The default engine: one SQLite file, write-ahead log, full synchronisation. */
@NullMarked
package io.tollgate.journal.store.sqlite;

import org.jspecify.annotations.NullMarked;
