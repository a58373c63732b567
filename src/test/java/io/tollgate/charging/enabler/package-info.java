@NullMarked
package io.tollgate.charging.enabler;

import org.jspecify.annotations.NullMarked;
