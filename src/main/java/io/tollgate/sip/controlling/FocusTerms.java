package io.tollgate.sip.controlling;

import io.tollgate.charging.SessionTerms;
import io.tollgate.charging.record.Correlation;
import io.tollgate.charging.record.FunctionRole;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.charging.record.Parties;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.conference.ConferenceTerms;
import io.tollgate.conference.UserAddress;
import io.tollgate.sip.ServiceMark;
import io.tollgate.sip.trust.ChargingVector;
import io.tollgate.sip.trust.Identities;
import java.util.List;
import javax.servlet.sip.SipServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What charging has to know of a conference, from the INVITE that opened it, or of a message to
 * many (N4).
 */
final class FocusTerms {

  private final SipServletRequest invite;
  private final Caller caller;
  private final ServiceMark mark;
  private final ChargingVector vector;
  private final ConferenceTerms conference;
  private final @Nullable String groupName;

  FocusTerms(
      SipServletRequest invite,
      Caller caller,
      ServiceMark mark,
      ChargingVector vector,
      ConferenceTerms conference,
      @Nullable String groupName) {
    this.invite = invite;
    this.caller = caller;
    this.mark = mark;
    this.vector = vector;
    this.conference = conference;
    this.groupName = groupName;
  }

  /**
   * All the initiator's identities stand for the initiator, as any of them may have the account.
   */
  SessionTerms paidBy(UserAddress payer) {
    List<String> payers =
        payer.equals(conference.initiator()) || caller.user().is(payer)
            ? caller.identities()
            : List.of(payer.uri());
    String requested = Identities.bare(invite.getRequestURI().toString());
    Parties parties =
        new Parties(
            caller.identities(),
            conference.uri(),
            requested.equals(conference.uri()) ? null : requested,
            caller.from(),
            payers.get(0),
            Identities.subscriptions(payers),
            caller.trusted(),
            caller.access());
    return new SessionTerms(
        mark.profile(),
        mark.kind() == ServiceKind.PAGE_MESSAGE
            ? ServiceKind.PAGE_MESSAGE
            : ServiceKind.GROUP_SESSION,
        FunctionRole.CONTROLLING,
        NodeRole.TERMINATING,
        conference.type(),
        parties,
        new Correlation(
            vector.icid(),
            vector.originatingIoi(),
            vector.terminatingIoi(),
            invite.getCallId(),
            null,
            conference.number(),
            conference.uri(),
            invite.getHeader("Conversation-ID"),
            invite.getHeader("Contribution-ID")),
        caller.chargingFunctions(),
        groupName,
        mark.icsi(),
        mark.iari());
  }
}
