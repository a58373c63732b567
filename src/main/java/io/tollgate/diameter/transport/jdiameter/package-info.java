/**
 * The transport seam on the jDiameter server stack: its peers, its codec, none of its session
 * classes.
 */
@NullMarked
package io.tollgate.diameter.transport.jdiameter;

import org.jspecify.annotations.NullMarked;
