package io.tollgate;

import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.conference.ConferencePolicy;
import io.tollgate.settings.ConferenceSettings;
import io.tollgate.settings.Settings;
import io.tollgate.settings.SipSettings;
import io.tollgate.sip.ProfilePolicy;
import io.tollgate.sip.ProfilePolicy.UriRule;
import io.tollgate.whatif.WhatIfPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes out of the settings what decides about charging, for a capture to be charged by it. */
public final class Estimates {
  private Estimates() {}

  public static WhatIfPolicy of(Settings settings) {
    ConferenceSettings conference = settings.conference();
    return new WhatIfPolicy(
        ChargingAssembly.policy(settings),
        profiles(settings.sip()),
        settings.sip().defaultSessionCase(),
        settings.sip().chargeReceivedMessages(),
        new ConferencePolicy(
            conference.minimum(),
            conference.endsWithOwner(),
            conference.maxDuration(),
            conference.maxParticipants(),
            conference.answerAtOnce(),
            conference.invitedOnly()),
        conference.chatMinimum(),
        conference.charges(),
        settings.deferred().payer());
  }

  /** Why nothing is charged by these settings; empty where something is. */
  public static Optional<String> whyNothing(Settings settings) {
    return ChargingModule.whyNothing(settings);
  }

  static ProfilePolicy profiles(SipSettings settings) {
    List<UriRule> rules = new ArrayList<>();
    settings.imUris().forEach(uri -> rules.add(new UriRule(uri, ServiceProfile.IM)));
    settings.cpmUris().forEach(uri -> rules.add(new UriRule(uri, ServiceProfile.CPM)));
    return new ProfilePolicy(
        settings.forcedProfile().orElse(null), rules, settings.defaultProfile());
  }
}
