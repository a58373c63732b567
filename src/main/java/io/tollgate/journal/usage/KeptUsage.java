package io.tollgate.journal.usage;

import io.tollgate.charging.record.MessageCounters;
import java.time.Instant;

/**
 * How far a session had come when its process died.
 *
 * @param answered number of the last request that was answered and taken; -1 if none was
 * @param aliveUntil when the process was last seen alive
 */
public record KeptUsage(MessageCounters counters, long answered, Instant aliveUntil) {}
