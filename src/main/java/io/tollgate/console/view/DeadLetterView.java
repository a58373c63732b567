package io.tollgate.console.view;

import java.time.Instant;

/**
 * A record that its charging function refuses.
 *
 * @param plane {@code Rf} or {@code Ro}
 * @param resultCode 0 where it could not even be sent
 */
public record DeadLetterView(
    long id,
    Instant buried,
    Instant stored,
    String plane,
    String kind,
    String session,
    long number,
    int resultCode,
    String reason) {}
