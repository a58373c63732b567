package io.tollgate.journal.store;

import java.time.Instant;

/**
 * A record that its charging function refuses for good.
 *
 * @param resultCode Result-Code of the answer, 0 where the record could not even be sent
 * @param reason Failed-AVP or what is wrong with it
 */
public record DeadLetter(Pending record, int resultCode, String reason, Instant buried) {}
