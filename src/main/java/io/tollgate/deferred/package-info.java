/**
 * N7: page-mode messages for recipients who are away: kept in a small durable store with limits,
 * fetched when the recipient is back, given up when they expire.
 */
@NullMarked
package io.tollgate.deferred;

import org.jspecify.annotations.NullMarked;
