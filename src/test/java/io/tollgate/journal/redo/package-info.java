@NullMarked
package io.tollgate.journal.redo;

import org.jspecify.annotations.NullMarked;
