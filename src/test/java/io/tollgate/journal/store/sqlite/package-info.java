@NullMarked
package io.tollgate.journal.store.sqlite;

import org.jspecify.annotations.NullMarked;
