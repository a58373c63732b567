package io.tollgate.cluster;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One life of a server, for people to look at.
 *
 * @param holder the node that renews its lease: itself, or who settles what it left
 * @param state what it last said of itself; null for one that says nothing
 * @param leaseLeft by the clock of the database; negative once it is over
 * @param sessions charging sessions that are open
 * @param waiting records and requests without an answer
 */
public record NodeStatus(
    long id,
    String name,
    long epoch,
    long holder,
    @Nullable String state,
    Duration leaseLeft,
    Instant started,
    long sessions,
    long waiting) {}
