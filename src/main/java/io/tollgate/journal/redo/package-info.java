/**
 * What was handed to the journal's writer and is not yet on disk: kept so that it outlives the
 * process, which lets a call be answered before the disk has turned.
 */
@NullMarked
package io.tollgate.journal.redo;

import org.jspecify.annotations.NullMarked;
