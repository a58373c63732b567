package io.tollgate.sip.controlling;

import io.tollgate.conference.UserAddress;
import io.tollgate.sip.leg.ChargingFunctionAddresses;
import io.tollgate.sip.leg.ChargingVector;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.Identities;
import io.tollgate.sip.leg.TrustDomain;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/** Who sent a request, as far as its sender is believed. */
final class Caller {
  private static final int MAX_NAME = 128;

  private final SipServletRequest request;
  private final boolean believed;

  Caller(SipServletRequest request, TrustDomain trusted) {
    this.request = request;
    String sender = request.getRemoteAddr();
    this.believed = sender == null || trusted.contains(sender);
  }

  /** The asserted identities, or the From URI where nothing is asserted; never empty. */
  List<String> identities() {
    List<String> asserted =
        believed
            ? Identities.uris(HeaderTransparency.all(request, "P-Asserted-Identity"))
            : List.of();
    return asserted.isEmpty() ? List.of(from()) : asserted;
  }

  String from() {
    return Identities.bare(request.getFrom().getURI().toString());
  }

  UserAddress address() {
    return UserAddress.of(identities().get(0));
  }

  @Nullable String displayName() {
    String name = request.getFrom().getDisplayName();
    if (name == null || name.isBlank()) {
      return null;
    }
    return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
  }

  /** The vector that came, or one of our own: it goes on to every leg. */
  ChargingVector vector(String host) {
    ChargingVector came = believed ? ChargingVector.of(request) : null;
    return came != null
        ? came
        : ChargingVector.generated(UUID.randomUUID().toString().toLowerCase(Locale.ROOT), host);
  }

  @Nullable String chargingFunctions() {
    return believed ? request.getHeader(ChargingFunctionAddresses.HEADER) : null;
  }
}
