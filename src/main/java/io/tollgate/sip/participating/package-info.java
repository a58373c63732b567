/**
 * The participating function: a back-to-back user agent on the served user's side. The order of
 * charging and signalling is not decided here, but walked (io.tollgate.charging.flow).
 */
@NullMarked
package io.tollgate.sip.participating;

import org.jspecify.annotations.NullMarked;
