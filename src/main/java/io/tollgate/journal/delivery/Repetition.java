package io.tollgate.journal.delivery;

import io.tollgate.charging.record.CreditRequest;

/**
 * A credit request that delivery is to repeat until it is answered.
 *
 * @param sent it has been sent before, in vain: there is no hurry
 * @param mayHaveArrived no answer came: the next transmission carries the T flag (RFC 6733 3)
 */
public record Repetition(CreditRequest request, boolean sent, boolean mayHaveArrived) {}
