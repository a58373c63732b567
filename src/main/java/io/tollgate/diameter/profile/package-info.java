/** What a charging system wants to see differently: a profile for each, read from a file. */
@NullMarked
package io.tollgate.diameter.profile;

import org.jspecify.annotations.NullMarked;
