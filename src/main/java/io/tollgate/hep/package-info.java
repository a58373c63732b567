/** Copies of signalling for Homer and its like, in the Homer encapsulation protocol (HEP3). */
@NullMarked
package io.tollgate.hep;

import org.jspecify.annotations.NullMarked;
