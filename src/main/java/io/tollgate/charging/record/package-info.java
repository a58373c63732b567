/**
 * What a charging request carries, and what its answer means: immutable values without any protocol
 * type in them.
 */
@NullMarked
package io.tollgate.charging.record;

import org.jspecify.annotations.NullMarked;
