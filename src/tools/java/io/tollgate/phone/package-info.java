/**
 * A SIP user agent of its own for tests: many users on one socket, no code shared with the server.
 */
@NullMarked
package io.tollgate.phone;

import org.jspecify.annotations.NullMarked;
