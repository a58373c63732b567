package io.tollgate.console.view;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One server of the cluster, as their database has it.
 *
 * @param here whether it is this one
 * @param state in words
 * @param leaseLeft negative once it is over
 * @param settledBy who settles what it left; null while it lives
 */
public record NodeLine(
    String name,
    String id,
    boolean here,
    String state,
    Duration leaseLeft,
    Instant started,
    long sessions,
    long waiting,
    @Nullable String settledBy) {}
