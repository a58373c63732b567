/** Measurements, each figure beside its reference in the same run. */
@NullMarked
package io.tollgate.bench;

import org.jspecify.annotations.NullMarked;
