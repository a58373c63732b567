package io.tollgate.charging.record;

import org.jspecify.annotations.Nullable;

/**
 * What the one-time charge of a message has come to.
 *
 * @param debited units were taken: there is something to give back
 * @param refundInformation what a refund has to hand back (Refund-Information 2022), if the debit's
 *     answer had it
 * @param server who has taken it, and is to give it back (Destination-Host), if that is known
 */
public record Debit(boolean debited, @Nullable Octets refundInformation, @Nullable String server) {

  /** Where it is not known who has taken it. */
  public Debit(boolean debited, @Nullable Octets refundInformation) {
    this(debited, refundInformation, null);
  }

  public static final Debit NONE = new Debit(false, null);
}
