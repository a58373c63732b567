package io.tollgate.sip.participating;

import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.SessionType;
import io.tollgate.sip.ServiceMark;
import io.tollgate.sip.leg.ChargingFunctionAddresses;
import io.tollgate.sip.leg.ChargingVector;
import io.tollgate.sip.leg.TrustDomain;
import java.util.Locale;
import java.util.UUID;
import javax.servlet.sip.SipServletRequest;

/** Reads out of an initial request what its charging has to know. */
final class Terms {
  private final Equipment equipment;
  private final SessionCase sessionCase;
  private final ServedParties parties;
  private final TrustDomain trusted;

  Terms(Equipment equipment) {
    this.equipment = equipment;
    this.trusted = equipment.legs().headers().trustDomain();
    this.sessionCase = new SessionCase(equipment.policy().defaultSessionCase());
    this.parties = new ServedParties(trusted);
  }

  /** The vector that came, or one of our own: it goes on to the other leg. */
  ChargingVector vector(SipServletRequest request) {
    ChargingVector came = isBelieved(request) ? ChargingVector.of(request) : null;
    return came != null
        ? came
        : ChargingVector.generated(
            UUID.randomUUID().toString().toLowerCase(Locale.ROOT), equipment.host());
  }

  SessionTerms of(SipServletRequest request, ServiceMark mark, ChargingVector vector) {
    NodeRole role = sessionCase.of(request);
    return new SessionTerms(
        mark.profile(),
        mark.kind(),
        FunctionRole.PARTICIPATING,
        role,
        SessionType.ONE_TO_ONE,
        parties.of(request, role),
        new Correlation(
            vector.icid(),
            vector.originatingIoi(),
            vector.terminatingIoi(),
            request.getCallId(),
            null,
            equipment.sessionNumbers().getAsLong(),
            null,
            request.getHeader("Conversation-ID"),
            request.getHeader("Contribution-ID")),
        ChargingFunctionAddresses.parse(
            isBelieved(request) ? request.getHeader(ChargingFunctionAddresses.HEADER) : null),
        null,
        mark.icsi(),
        mark.iari());
  }

  private boolean isBelieved(SipServletRequest request) {
    String sender = request.getRemoteAddr();
    return sender == null || trusted.contains(sender);
  }
}
