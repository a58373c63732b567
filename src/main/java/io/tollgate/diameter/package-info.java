/** Diameter Rf and Ro: catalogue, mapping of charging records, and the transport seam. */
@NullMarked
package io.tollgate.diameter;

import org.jspecify.annotations.NullMarked;
