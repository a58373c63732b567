package io.tollgate.charging.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in the charged request.
 *
 * @param calling P-Asserted-Identity URIs of the caller (Calling-Party-Address 831), never empty
 *     ("unknown" stands for none)
 * @param called Request-URI of the outgoing request (Called-Party-Address 832)
 * @param requested Request-URI of the incoming request where it differs (1251)
 * @param from the From header's URI (From-Address 2708)
 * @param chargedParty who pays, as a URI (Charged-Party 857)
 * @param subscriptions the payer's Subscription-Ids
 * @param operatorRouted the request goes to whom it names by the operator's own choice, so that
 *     what the operator exempts is exempt
 * @param access how the user came to the network, if that is known
 */
public record Parties(
    List<String> calling,
    String called,
    @Nullable String requested,
    @Nullable String from,
    String chargedParty,
    List<SubscriptionId> subscriptions,
    boolean operatorRouted,
    @Nullable Access access) {

  /** Where nothing is known of how the user came to the network. */
  public Parties(
      List<String> calling,
      String called,
      @Nullable String requested,
      @Nullable String from,
      String chargedParty,
      List<SubscriptionId> subscriptions,
      boolean operatorRouted) {
    this(calling, called, requested, from, chargedParty, subscriptions, operatorRouted, null);
  }

  public Parties {
    calling = List.copyOf(calling);
    subscriptions = List.copyOf(subscriptions);
  }

  public Parties withCalled(String uri) {
    return new Parties(
        calling, uri, requested, from, chargedParty, subscriptions, operatorRouted, access);
  }
}
