package io.tollgate.msrp.session;

import org.jspecify.annotations.Nullable;

/**
 * A chunk that is not answered yet.
 *
 * @param delivery null for the empty SEND that binds a connection
 * @param silent only errors are answered (Failure-Report: partial)
 */
record Pending(
    long sequence,
    long random,
    @Nullable Delivery delivery,
    long start,
    long end,
    boolean silent,
    long deadline) {}
