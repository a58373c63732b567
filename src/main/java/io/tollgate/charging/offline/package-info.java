/** CH-1: the accounting session of RFC 6733 8.2, one class per state, and its interim rules. */
@NullMarked
package io.tollgate.charging.offline;

import org.jspecify.annotations.NullMarked;
