/** Tests of what is kept of sessions, and of how it is compared with what was billed. */
@org.jspecify.annotations.NullMarked
package io.tollgate.ledger;
