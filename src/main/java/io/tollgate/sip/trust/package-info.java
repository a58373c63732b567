/**
 * The one place where identities, charging headers, routes and emergency marks are read: it knows
 * what the sender of a message is trusted with.
 */
@NullMarked
package io.tollgate.sip.trust;

import org.jspecify.annotations.NullMarked;
