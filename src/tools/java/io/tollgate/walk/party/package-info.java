/**
 * SIP parties over plain sockets that may misbehave: they write and read their messages themselves,
 * and tell of everything that a well-behaved server would not do.
 */
@NullMarked
package io.tollgate.walk.party;

import org.jspecify.annotations.NullMarked;
