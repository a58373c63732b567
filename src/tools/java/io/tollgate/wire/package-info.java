/**
 * What was really on the wire: a capture on loopback, decoded by tshark, as plain objects that a
 * test can put in order and look into. Nothing here shares code with what it watches.
 */
@NullMarked
package io.tollgate.wire;

import org.jspecify.annotations.NullMarked;
