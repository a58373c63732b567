/** Starts Tollgate and outside tools for in-container tests. */
@NullMarked
package io.tollgate.harness;

import org.jspecify.annotations.NullMarked;
