/**
 * The Charging Enabler User: what is charged, when, and what the answer means. Plain Java; the
 * ports to the outside ({@link io.tollgate.charging.AccountingPort}, {@link
 * io.tollgate.charging.CreditPort}, {@link io.tollgate.charging.CreditLedger}) are implemented by
 * other rooms.
 */
@NullMarked
package io.tollgate.charging;

import org.jspecify.annotations.NullMarked;
