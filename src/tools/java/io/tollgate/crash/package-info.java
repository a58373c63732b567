/**
 * {@code deploy/crash}: kills the server and the charging functions under load, and reconciles what
 * users saw with what was charged.
 */
@NullMarked
package io.tollgate.crash;

import org.jspecify.annotations.NullMarked;
