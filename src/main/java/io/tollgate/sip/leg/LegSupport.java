package io.tollgate.sip.leg;

import io.tollgate.charging.Timers;
import java.time.Clock;
import java.util.function.IntUnaryOperator;

/**
 * What every leg is given.
 *
 * @param random a number from 0 below its argument: spreads retries
 */
public record LegSupport(
    Timers timers,
    Clock clock,
    SessionTimerPolicy sessionTimer,
    HeaderTransparency headers,
    IntUnaryOperator random) {}
