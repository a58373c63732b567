package io.tollgate.journal.store;

import java.time.Instant;

/**
 * A SIP dialog as another server needs it to end it.
 *
 * @param id of the server's own making
 * @param body as JSON
 */
public record KeptDialog(String id, Instant updated, String body) {}
