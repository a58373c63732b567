/**
 * The lab's online charging system: accounts, prices, reservations and quota. The rating engine is
 * plain Java over {@link io.tollgate.lab.ocs.CreditRequest}; {@link
 * io.tollgate.lab.ocs.OcsFunction} puts it on the wire.
 */
@NullMarked
package io.tollgate.lab.ocs;

import org.jspecify.annotations.NullMarked;
