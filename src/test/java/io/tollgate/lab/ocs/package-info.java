/** The rating engine, without a wire. */
@NullMarked
package io.tollgate.lab.ocs;

import org.jspecify.annotations.NullMarked;
