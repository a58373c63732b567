/** Connections, legs, messages in flight, and the sessions made of them. */
@NullMarked
package io.tollgate.msrp.session;

import org.jspecify.annotations.NullMarked;
