/** Our own peer layer on Netty: RFC 6733 peers, RFC 3539 watchdog, failover. */
@NullMarked
package io.tollgate.diameter.transport.netty;

import org.jspecify.annotations.NullMarked;
