@NullMarked
package io.tollgate.charging.record;

import org.jspecify.annotations.NullMarked;
