/** The lab's charging data function: stateless accounting into files that a person can read. */
@NullMarked
package io.tollgate.lab.cdf;

import org.jspecify.annotations.NullMarked;
