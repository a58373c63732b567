/** How often something may happen. */
@NullMarked
package io.tollgate.rate;

import org.jspecify.annotations.NullMarked;
