package io.tollgate.journal.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much lies in the journal.
 *
 * @param oldest when the oldest pending record was stored
 */
public record JournalCounts(
    long pending, long openSessions, long deadLetters, @Nullable Instant oldest) {}
