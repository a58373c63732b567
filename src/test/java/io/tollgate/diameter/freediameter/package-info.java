/** freeDiameter, which shares nothing with us, holds every message against its dictionaries. */
@NullMarked
package io.tollgate.diameter.freediameter;

import org.jspecify.annotations.NullMarked;
