package io.tollgate.msrp.session;

import org.jspecify.annotations.Nullable;

/**
 * A chunk that is not answered yet.
 *
 * @param transfer null for the empty SEND that binds a connection
 * @param silent only errors are answered (Failure-Report: partial)
 */
record Pending(
    long sequence,
    long random,
    @Nullable Transfer transfer,
    long start,
    long end,
    boolean silent,
    long deadline) {}
