/** Timers for the whole node on one wheel. */
@NullMarked
package io.tollgate.timers;

import org.jspecify.annotations.NullMarked;
