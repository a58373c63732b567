/** Speaks to a charging system once, as in service, and says what it did not take and why. */
@NullMarked
package io.tollgate.diameter.check;

import org.jspecify.annotations.NullMarked;
