@NullMarked
package io.tollgate.charging.flow;

import org.jspecify.annotations.NullMarked;
