/**
 * Which servers there are and which of them holds what: leases by the database's clock, epochs, and
 * what a survivor takes over of one that is gone.
 */
@NullMarked
package io.tollgate.cluster;

import org.jspecify.annotations.NullMarked;
