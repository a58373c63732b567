package io.tollgate.charging.record;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What an OCS says of money, for whom it may concern: it changes nothing of what is granted.
 *
 * @param cost of the service so far, or of the event (Cost-Information 423), with its currency
 * @param remaining the account's balance (Remaining-Balance 2021)
 * @param low the balance is low (Low-Balance-Indication 2020)
 */
public record AdviceOfCharge(@Nullable String cost, @Nullable String remaining, boolean low) {

  /** Null where nothing is said. */
  public static @Nullable AdviceOfCharge of(
      @Nullable String cost, @Nullable String remaining, boolean low) {
    return cost == null && remaining == null && !low
        ? null
        : new AdviceOfCharge(cost, remaining, low);
  }

  /** As a user may read it. */
  @Override
  public String toString() {
    StringJoiner words = new StringJoiner("; ");
    if (cost != null) {
      words.add("cost: " + cost);
    }
    if (remaining != null) {
      words.add("remaining balance: " + remaining);
    }
    if (low) {
      words.add("the balance is low");
    }
    return words.toString();
  }
}
