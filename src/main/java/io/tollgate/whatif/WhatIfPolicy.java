package io.tollgate.whatif;

import io.tollgate.charging.enabler.ChargingPolicy;
import io.tollgate.charging.flow.ConferencePayer;
import io.tollgate.charging.record.NodeRole;
import io.tollgate.conference.ConferencePolicy;
import io.tollgate.deferred.DeferredPayer;
import io.tollgate.sip.ProfilePolicy;

/**
 * What of a configuration decides what is charged.
 *
 * @param sessionCase for requests that do not say whose half of the session is served
 * @param chargeReceived whether messages that the charged user receives count
 * @param conference of sessions with invited members
 * @param chatMinimum as {@link ConferencePolicy#minimum()}, where nobody is invited
 * @param deferred who pays for a message that waited for its recipient
 */
public record WhatIfPolicy(
    ChargingPolicy charging,
    ProfilePolicy profiles,
    NodeRole sessionCase,
    boolean chargeReceived,
    ConferencePolicy conference,
    int chatMinimum,
    ConferencePayer pays,
    DeferredPayer deferred) {}
