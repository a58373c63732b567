/**
 * What was used and what was billed: a row for each session, event and conference that stays when
 * it is over, with its requests and what became of them, and the comparison of what the media plane
 * counted with what the charging functions have acknowledged. Never content.
 */
@NullMarked
package io.tollgate.ledger;

import org.jspecify.annotations.NullMarked;
