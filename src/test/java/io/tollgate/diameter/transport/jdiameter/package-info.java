/** The transport on the jDiameter stack, held against the contract. */
@NullMarked
package io.tollgate.diameter.transport.jdiameter;

import org.jspecify.annotations.NullMarked;
