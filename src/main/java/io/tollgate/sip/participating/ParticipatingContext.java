package io.tollgate.sip.participating;

import io.tollgate.charging.Owner;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.msrp.MsrpPlane;
import io.tollgate.sip.content.MessageContents;
import io.tollgate.sip.deferred.DeferredDesk;
import io.tollgate.sip.leg.LegSupport;
import io.tollgate.sip.leg.Outbound;
import io.tollgate.sip.leg.RecentRequests;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.servlet.sip.SipApplicationSession;
import org.jspecify.annotations.Nullable;

/**
 * What the participating function works with.
 *
 * @param owners the owner of an application session
 * @param messages where message media is anchored; null passes it by
 * @param sessionNumbers for Application-Session-ID, unique in this node
 * @param deferral keeps page messages for users who are away; null refuses them
 * @param host by which this node is known, for the vectors that it generates
 * @param sessions those that are up
 * @param contents tells which messages are free
 */
public record ParticipatingContext(
    ParticipatingPolicy policy,
    LegSupport legs,
    Outbound outbound,
    RecentRequests recent,
    ChargingEnablerUser charging,
    @Nullable MsrpPlane messages,
    Function<SipApplicationSession, Owner> owners,
    LongSupplier sessionNumbers,
    @Nullable DeferredDesk deferral,
    String host,
    OpenSessions sessions,
    MessageContents contents) {}
