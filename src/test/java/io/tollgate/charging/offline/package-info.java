@NullMarked
package io.tollgate.charging.offline;

import org.jspecify.annotations.NullMarked;
