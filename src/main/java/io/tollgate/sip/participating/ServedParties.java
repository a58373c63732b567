package io.tollgate.sip.participating;

import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Parties;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.Identities;
import io.tollgate.sip.leg.TrustDomain;
import java.util.List;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/** The parties of a request, and who of them pays: the user that this function serves. */
final class ServedParties {
  private final TrustDomain trusted;

  ServedParties(TrustDomain trusted) {
    this.trusted = trusted;
  }

  Parties of(SipServletRequest request, NodeRole sessionCase) {
    String from = Identities.bare(request.getFrom().getURI().toString());
    List<String> asserted = asserted(request);
    List<String> calling = asserted.isEmpty() ? List.of(from) : asserted;
    String called = request.getRequestURI().toString();
    List<String> payers =
        sessionCase == NodeRole.ORIGINATING ? served(request, calling) : called(request, called);
    return new Parties(
        calling, called, null, from, payers.get(0), Identities.subscriptions(payers));
  }

  private List<String> asserted(SipServletRequest request) {
    String sender = request.getRemoteAddr();
    return sender == null || trusted.contains(sender)
        ? Identities.uris(HeaderTransparency.all(request, "P-Asserted-Identity"))
        : List.of();
  }

  private static List<String> served(SipServletRequest request, List<String> calling) {
    String served = request.getHeader("P-Served-User");
    return served == null ? calling : List.of(Identities.uri(served));
  }

  private static List<String> called(SipServletRequest request, String requestUri) {
    String served = firstOf(request, "P-Served-User", "P-Called-Party-ID");
    return List.of(served == null ? requestUri : Identities.uri(served));
  }

  private static @Nullable String firstOf(SipServletRequest request, String... names) {
    for (String name : names) {
      String value = request.getHeader(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
