package io.tollgate.journal;

import io.tollgate.charging.Timers;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What the journal's parts share.
 *
 * @param thread runs delivery, one task after the other
 * @param clock time of day: stamps records, decides about nothing that runs
 * @param nanos monotonic time: a stepped clock moves no deadline
 */
public record Environment(
    Timers timers,
    Executor thread,
    InstantSource clock,
    LongSupplier nanos,
    JournalAlarms alarms) {}
