@NullMarked
package io.tollgate.bench.calls;

import org.jspecify.annotations.NullMarked;
