/** Service-Information for both interfaces: what a charging record says, as AVPs. */
@NullMarked
package io.tollgate.diameter.information;

import org.jspecify.annotations.NullMarked;
