/** The rows of one node in a PostgreSQL that several share, fenced by the node's epoch. */
@NullMarked
package io.tollgate.journal.store.postgres;

import org.jspecify.annotations.NullMarked;
