package io.tollgate.sip.participating;

import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Parties;
import io.tollgate.sip.trust.Believed;
import io.tollgate.sip.trust.Identities;
import java.util.List;
import java.util.stream.Stream;
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
            ? payer == null ? calling : aliases(payer, calling)
            : List.of(called(request, payer, requestUri));
    return new Parties(
        calling,
        requestUri,
        null,
        request.from(),
        payers.get(0),
        Identities.subscriptions(payers),
        operatorRouted,
        request.access());
  }

  /**
   * P-Served-User names one identity of the user; the others that the network asserts beside it are
   * the user's too (RFC 3325 9.1: a SIP and a tel URI), and charging wants the number
   * (END_USER_E164).
   */
  private static List<String> aliases(String served, List<String> asserted) {
    boolean among =
        asserted.stream().anyMatch(one -> Identities.bare(one).equals(Identities.bare(served)));
    return among
        ? Stream.concat(Stream.of(served), asserted.stream()).distinct().toList()
        : List.of(served);
  }

  private static String called(Believed request, @Nullable String served, String requestUri) {
    if (served != null) {
      return served;
    }
    String called = request.calledParty();
    return called == null ? requestUri : called;
  }
}
