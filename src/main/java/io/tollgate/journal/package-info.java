/**
 * Nothing lost, nothing twice: keeps what is owed to the charging functions on disk and goes on
 * delivering it. {@link io.tollgate.journal.AccountingSender} and {@link
 * io.tollgate.journal.CreditSender} are what it needs from the Diameter side.
 */
@NullMarked
package io.tollgate.journal;

import org.jspecify.annotations.NullMarked;
