package io.tollgate.charging;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Questions to the OCS that neither reserve nor debit anything (RFC 8506 6.2, 6.3). */
public interface CreditEnquiries {

  /**
   * @param answer told on the owner: true for enough credit, false for not enough, null if nobody
   *     could tell
   */
  void checkBalance(
      SessionTerms terms, ChargingEvent event, Owner owner, Consumer<@Nullable Boolean> answer);

  /**
   * @param answer told on the owner: the Cost-Information, null if nobody could tell
   */
  void priceEnquiry(
      SessionTerms terms, ChargingEvent event, Owner owner, Consumer<@Nullable String> answer);
}
