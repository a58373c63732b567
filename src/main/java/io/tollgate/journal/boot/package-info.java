/** Files that lie beside the journal, one of a kind for each process that has run. */
@NullMarked
package io.tollgate.journal.boot;

import org.jspecify.annotations.NullMarked;
