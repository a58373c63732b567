package io.tollgate.journal.delivery;

import java.time.Duration;

/**
 * How delivery to one charging function goes.
 *
 * @param away for how long it has taken nothing; zero while it is up
 */
public record TargetStatus(String name, boolean up, Duration away, long accepted, long failed) {}
