@NullMarked
package io.tollgate.journal.store.postgres;

import org.jspecify.annotations.NullMarked;
