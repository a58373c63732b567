@NullMarked
package io.tollgate.journal.store;

import org.jspecify.annotations.NullMarked;
