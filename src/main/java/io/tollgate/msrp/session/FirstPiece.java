package io.tollgate.msrp.session;

import io.netty.buffer.ByteBuf;
import io.tollgate.msrp.codec.Head;

/**
 * The piece that told which session a connection is for, when that is served by another loop.
 *
 * @param to the session's loop
 */
record FirstPiece(Loop to, Head head, long offset, ByteBuf body, byte flag) {}
