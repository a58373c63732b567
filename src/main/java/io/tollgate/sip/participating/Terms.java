package io.tollgate.sip.participating;

import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.SessionType;
import io.tollgate.sip.ServiceMark;
import io.tollgate.sip.trust.Believed;
import io.tollgate.sip.trust.ChargingVector;
import io.tollgate.sip.trust.Door;
import java.util.Locale;
import java.util.UUID;
import javax.servlet.sip.SipServletRequest;

/** Reads out of an initial request what its charging has to know. */
final class Terms {
  private final ParticipatingContext context;
  private final Door door;

  Terms(ParticipatingContext context) {
    this.context = context;
    this.door = context.legs().headers().door();
  }

  /** The vector that came, or one of our own: it goes on to the other leg. */
  ChargingVector vector(SipServletRequest request) {
    ChargingVector came = door.believe(request).vector();
    return came != null
        ? came
        : ChargingVector.generated(
            UUID.randomUUID().toString().toLowerCase(Locale.ROOT), context.host());
  }

  SessionTerms of(SipServletRequest request, ServiceMark mark, ChargingVector vector) {
    Believed believed = door.believe(request);
    NodeRole role = believed.sessionCase().orElse(context.policy().defaultSessionCase());
    return new SessionTerms(
        mark.profile(),
        mark.kind(),
        FunctionRole.PARTICIPATING,
        role,
        SessionType.ONE_TO_ONE,
        ServedParties.of(
            believed,
            request.getRequestURI().toString(),
            role,
            believed.trusted() && context.outbound().followsOperator(request)),
        new Correlation(
            vector.icid(),
            vector.originatingIoi(),
            vector.terminatingIoi(),
            request.getCallId(),
            null,
            context.sessionNumbers().getAsLong(),
            null,
            request.getHeader("Conversation-ID"),
            request.getHeader("Contribution-ID")),
        believed.chargingFunctions(),
        null,
        mark.icsi(),
        mark.iari());
  }
}
