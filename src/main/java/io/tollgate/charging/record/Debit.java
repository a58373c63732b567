package io.tollgate.charging.record;

import org.jspecify.annotations.Nullable;

/**
 * What the one-time charge of a message has come to.
 *
 * @param debited units were taken: there is something to give back
 * @param refundInformation what a refund has to hand back (Refund-Information 2022), if the debit's
 *     answer had it
 */
public record Debit(boolean debited, @Nullable Octets refundInformation) {

  public static final Debit NONE = new Debit(false, null);
}
