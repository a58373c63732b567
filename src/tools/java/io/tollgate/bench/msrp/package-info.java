/** {@code deploy/bench msrp}: the message plane beside a raw copy. */
@NullMarked
package io.tollgate.bench.msrp;

import org.jspecify.annotations.NullMarked;
