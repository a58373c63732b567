package io.tollgate.charging.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Time-Stamps 833: arrival of the request, and of its final response once there is one. */
public record EventTimes(Instant request, @Nullable Instant response) {}
