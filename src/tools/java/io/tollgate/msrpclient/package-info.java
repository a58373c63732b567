/**
 * An MSRP user agent of its own, written on plain blocking sockets from RFC 4975: it shares no code
 * with the server that it tests.
 */
@NullMarked
package io.tollgate.msrpclient;

import org.jspecify.annotations.NullMarked;
