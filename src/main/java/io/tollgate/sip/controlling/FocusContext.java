package io.tollgate.sip.controlling;

import io.tollgate.charging.Owner;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.conference.ConferencePlaces;
import io.tollgate.conference.ConferenceQuota;
import io.tollgate.conference.InvitationRate;
import io.tollgate.msrp.MsrpPlane;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.content.MessageContents;
import io.tollgate.sip.leg.LegSupport;
import io.tollgate.sip.leg.Routing;
import io.tollgate.sip.leg.StandIn;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipFactory;

/**
 * What the controlling function works with.
 *
 * @param owners the owner of an application session that is not the conference's own
 * @param standIn runs what is left to do for a session that the container has let go of
 * @param sessionNumbers for Application-Session-ID, unique in this node
 * @param contents tells which messages are free
 * @param host by which this node is known
 * @param places which server has which conference
 */
public record FocusContext(
    ControllingPolicy policy,
    LegSupport legs,
    SipFactory factory,
    Routing routing,
    ChargingEnablerUser charging,
    MsrpPlane messages,
    SipContainer container,
    Function<SipApplicationSession, Owner> owners,
    StandIn standIn,
    ConferenceQuota quota,
    InvitationRate rate,
    DialPacer pacer,
    LongSupplier sessionNumbers,
    String host,
    MessageContents contents,
    ConferencePlaces places) {}
