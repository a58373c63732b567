/**
 * Records as JSON text: readable in the {@code sqlite3} shell, tolerant of other versions. A
 * component added to a charging record is stored without a change here.
 */
@NullMarked
package io.tollgate.journal.json;

import org.jspecify.annotations.NullMarked;
