package io.tollgate.ledger;

import java.time.Instant;

/** One arrow of a session's ladder. */
public record StepRow(Instant at, String from, String to, String what, String meaning) {}
