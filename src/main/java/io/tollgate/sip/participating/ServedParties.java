package io.tollgate.sip.participating;

import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Parties;
import io.tollgate.sip.trust.Believed;
import io.tollgate.sip.trust.Identities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parties of a request, and who of them pays: the user that this function serves. */
final class ServedParties {

  private ServedParties() {}

  /**
   * @param requestUri of the request
   * @param operatorRouted see {@link Parties#operatorRouted}
   */
  static Parties of(
      Believed request, String requestUri, NodeRole sessionCase, boolean operatorRouted) {
    List<String> calling = request.identities();
    String payer = request.servedUser();
    List<String> payers =
        sessionCase == NodeRole.ORIGINATING
            ? payer == null ? calling : List.of(payer)
            : List.of(called(request, payer, requestUri));
    return new Parties(
        calling,
        requestUri,
        null,
        request.from(),
        payers.get(0),
        Identities.subscriptions(payers),
        operatorRouted);
  }

  private static String called(Believed request, @Nullable String served, String requestUri) {
    if (served != null) {
      return served;
    }
    String called = request.calledParty();
    return called == null ? requestUri : called;
  }
}
