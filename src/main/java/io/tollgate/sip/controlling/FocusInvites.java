package io.tollgate.sip.controlling;

import io.tollgate.conference.ConferenceLeg;
import io.tollgate.conference.Invitation;
import io.tollgate.conference.User;
import io.tollgate.log.Brief;
import io.tollgate.log.Masked;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.Outbound;
import io.tollgate.sip.trust.ChargingVector;
import java.util.Set;
import javax.servlet.sip.ServletParseException;
import javax.servlet.sip.SipServletRequest;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the focus' INVITEs: From and Contact are the conference, the initiator stands in
 * P-Asserted-Identity and Referred-By, service marks are those of that INVITE, the ICID is the same
 * on all legs (RFC 7315 4.6).
 */
final class FocusInvites {
  private static final Logger LOG = LogManager.getLogger(FocusInvites.class);

  /**
   * Of the INVITE that opened the conference, what is about the service and the conversation.
   * Everything else is about that hop, or about the initiator's device, access and place, which are
   * nobody's business.
   */
  private static final Set<String> CARRIED =
      Set.of(
          "accept-contact",
          "reject-contact",
          "request-disposition",
          "p-asserted-identity",
          "p-asserted-service",
          "p-preferred-service",
          "p-charging-function-addresses",
          "privacy",
          "subject",
          "priority",
          "resource-priority",
          "accept-language",
          "content-language",
          "conversation-id",
          "contribution-id",
          "inreplyto-contribution-id");

  private final FocusContext context;
  private final FocusConference focus;
  private final SipServletRequest first;
  private final ChargingVector vector;
  private final boolean anonymous;
  private final @Nullable FirstMessage message;

  FocusInvites(
      FocusContext context,
      FocusConference focus,
      SipServletRequest first,
      ChargingVector vector,
      boolean anonymous,
      @Nullable FirstMessage message) {
    this.message = message;
    this.anonymous = anonymous;
    this.context = context;
    this.focus = focus;
    this.first = first;
    this.vector = vector;
  }

  ConferenceLeg dial(Invitation invitation) {
    @Nullable SipServletRequest invite = null;
    try {
      ListedUri target = ListedUri.of(invitation.uri());
      invite = created(target);
      complete(invite, target, invitation);
      ParticipantLeg leg =
          ParticipantLeg.outgoing(focus, invite, User.of(invitation.address()), invitation.uri());
      leg.dial(message);
      return leg;
    } catch (ServletParseException | RuntimeException e) {
      LOG.warn("{} cannot be invited: {}", Masked.of(invitation.uri()), Brief.of(e));
      if (invite != null && invite.getSession().isValid()) {
        // It was to begin a dialog, which the conference's session would wait for.
        invite.getSession().invalidate();
      }
      ConferenceLeg none = new UnreachableLeg();
      focus
          .owner()
          .execute(
              () ->
                  focus.conference().rejected(none, 404, "cannot be reached: " + invitation.uri()));
      return none;
    }
  }

  private SipServletRequest created(ListedUri target) throws ServletParseException {
    SipServletRequest invite =
        context
            .factory()
            .createRequest(
                focus.session(),
                "INVITE",
                Outbound.address(focus.identity().uri()),
                Outbound.address(target.target()));
    // Of the To, the container takes over what may stand in one (RFC 3261 19.1.1).
    invite.setRequestURI(context.factory().createURI(target.target()));
    return invite;
  }

  private void complete(SipServletRequest invite, ListedUri target, Invitation invitation)
      throws ServletParseException {
    String nextHop = context.routing().start(invite);
    HeaderTransparency headers = context.legs().headers();
    headers.headers(first, invite, nextHop, CARRIED::contains);
    if (anonymous) {
      // The focus calls by itself, and need not say for whom.
      invite.removeHeader("P-Asserted-Identity");
    }
    HeaderTransparency.serviceFeatures(first, invite);
    focus.identity().mark(invite);
    invite.setHeader("Referred-By", "<" + invitation.invitedBy().uri() + ">");
    if (target.sessionReplaces() != null) {
      invite.setHeader(ListedUri.SESSION_REPLACES, target.sessionReplaces());
    }
    if (headers.door().shows(nextHop)) {
      invite.setHeader(ChargingVector.HEADER, vector.header());
    }
  }
}
