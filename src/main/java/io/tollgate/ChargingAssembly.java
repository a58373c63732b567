package io.tollgate;

import io.tollgate.charging.AccountingPort;
import io.tollgate.charging.CreditLedger;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.TimeSource;
import io.tollgate.charging.Timers;
import io.tollgate.charging.enabler.ChargingEnabler;
import io.tollgate.charging.enabler.ChargingPolicy;
import io.tollgate.charging.enabler.Exemptions;
import io.tollgate.charging.flow.ConferencePayer;
import io.tollgate.charging.flow.Conflicts;
import io.tollgate.charging.flow.FlowOverride;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.offline.OfflinePolicy;
import io.tollgate.charging.online.AccessFilters;
import io.tollgate.charging.online.OnlinePolicy;
import io.tollgate.charging.online.ParticipantThresholds;
import io.tollgate.charging.online.RatedService;
import io.tollgate.charging.online.RatingPlan;
import io.tollgate.charging.online.ResultTable;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.charging.record.Units;
import io.tollgate.diameter.profile.Profile;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerText;
import io.tollgate.settings.ChargingSettings;
import io.tollgate.settings.ServiceMode;
import io.tollgate.settings.ServiceRating;
import io.tollgate.settings.Settings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Makes the Charging Enabler User out of its settings. */
final class ChargingAssembly {
  private ChargingAssembly() {}

  static ChargingEnabler enabler(
      ChargingPolicy policy,
      AccountingPort accounting,
      CreditPort credit,
      CreditLedger ledger,
      Timers timers,
      Supplier<String> sessionIds,
      ChargingObserver observer) {
    return new ChargingEnabler(
        policy,
        accounting,
        credit,
        ledger,
        timers,
        TimeSource.SYSTEM,
        sessionIds,
        () -> ThreadLocalRandom.current().nextDouble(),
        observer);
  }

  /** How a server with these settings charges. */
  static ChargingPolicy policy(Settings settings) {
    return policy(
        settings.charging(),
        settings.conference().charges(),
        reachable(settings),
        settings.diameter().onlineProfiles(),
        settings.diameter().loadProfiles().named());
  }

  /** Those that have a peer; files do in place of a CDF. */
  static Set<ChargingInterface> reachable(Settings settings) {
    Set<ChargingInterface> reachable = EnumSet.noneOf(ChargingInterface.class);
    if (settings.cdr().isOn()) {
      reachable.add(ChargingInterface.CH1);
    }
    List<PeerConfig> peers = PeerText.parse(settings.diameter().peers(), 1, 0);
    for (PeerConfig peer : peers) {
      reachable.addAll(peer.interfaces());
    }
    return reachable;
  }

  /**
   * @param reachable the interfaces that have a peer
   * @param profiles of the OCSs that a session may begin with, the likeliest first
   * @param named those of OCSs that the signalling may name
   */
  static ChargingPolicy policy(
      ChargingSettings settings,
      ConferencePayer pays,
      Set<ChargingInterface> reachable,
      List<Profile> profiles,
      Map<String, Profile> named) {
    Map<ServiceKind, Set<ChargingInterface>> charged =
        ChargingPolicy.everything(settings.mode().interfaces(reachable));
    for (ServiceMode service : settings.services()) {
      charged.put(service.kind(), service.mode().interfaces(reachable));
    }
    Conflicts conflicts = settings.conflicts(pays);
    return new ChargingPolicy(
        charged,
        new Exemptions(settings.exempt()),
        conflicts,
        conflicts.flowBook(FlowOverride.parseAll(settings.flows())),
        offline(settings),
        online(settings, profiles),
        systems(settings, named),
        settings.checkpoint(),
        settings.checkpointMessages());
  }

  private static OfflinePolicy offline(ChargingSettings settings) {
    return new OfflinePolicy(
        settings.realtime(),
        settings.disconnectOnLoss(),
        settings.interimInterval(),
        settings.interimFloor(),
        settings.interimCeiling(),
        OfflinePolicy.DEFAULT.jitter(),
        settings.interimMessages(),
        settings.interimOctets(),
        settings.interimGap(),
        settings.coalesce(),
        settings.participantMode());
  }

  private static Map<String, OnlinePolicy> systems(
      ChargingSettings settings, Map<String, Profile> named) {
    Map<String, OnlinePolicy> systems = new HashMap<>();
    named.forEach((name, profile) -> systems.put(name, online(settings, List.of(profile))));
    return systems;
  }

  /** Where any of them gives nothing back, nothing is taken beforehand. */
  private static OnlinePolicy online(ChargingSettings settings, List<Profile> profiles) {
    OnlinePolicy standard = OnlinePolicy.DEFAULT;
    return new OnlinePolicy(
        settings.failureHandling(),
        settings.debitFailureHandling(),
        settings.sessionFailover(),
        settings.txInitial(),
        settings.txUpdate(),
        settings.retryOpen(),
        standard.endGuard(),
        settings.holdingTime(),
        settings.threshold(),
        standard.emptyGrantPause(),
        settings.mostHeld(),
        standard.reopenLimit(),
        settings.terminateDenied(),
        profiles.stream().anyMatch(profile -> reservesMessages(settings, profile)),
        new ParticipantThresholds(
            settings.participantThresholds(),
            settings.participantsEvery(),
            settings.participantHysteresis()),
        rating(settings.rating(), profiles.get(0)),
        ResultTable.with(settings.results()),
        AccessFilters.of(settings.accessFilters()));
  }

  /** An OCS that gives nothing back is never asked to take before it is known to be owed. */
  static boolean reservesMessages(ChargingSettings settings, Profile profile) {
    return profile
        .messages()
        .map(way -> way == Profile.Messages.RESERVE)
        .orElse(settings.reserveMessages() || !profile.refunds());
  }

  /** The settings come before the profile, and the profile before the default. */
  static RatingPlan rating(List<ServiceRating> ratings, Profile profile) {
    Map<ServiceKind, List<RatedService>> own = new EnumMap<>(ServiceKind.class);
    for (ServiceRating rating : ratings) {
      own.computeIfAbsent(rating.kind(), kind -> new ArrayList<>()).add(rating.rated());
    }
    Map<ServiceKind, List<RatedService>> services = new EnumMap<>(RatingPlan.DEFAULT.services());
    profile
        .ratings()
        .forEach(
            (kind, rated) ->
                services.put(
                    kind,
                    rated.stream()
                        .map(
                            one ->
                                new RatedService(
                                    one.group(),
                                    one.identifier(),
                                    Units.of(one.unit(), one.amount())))
                        .toList()));
    services.putAll(own);
    return new RatingPlan(services);
  }
}
