package io.tollgate.msrp.session;

import io.tollgate.msrp.codec.Piece;

/**
 * The piece that told which session a connection is for, when that is served by another loop.
 *
 * @param to the session's loop
 */
record FirstPiece(Loop to, Piece piece) {}
