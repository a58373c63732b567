/** The flows of the standard as data: per profile and procedure, the ordered steps. */
@NullMarked
package io.tollgate.charging.flow;

import org.jspecify.annotations.NullMarked;
