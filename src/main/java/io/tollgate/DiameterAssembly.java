package io.tollgate;

import io.tollgate.charging.record.ServiceProfile;
import io.tollgate.diameter.SessionIds;
import io.tollgate.diameter.information.MappingPolicy;
import io.tollgate.diameter.information.ServiceInformationWriter;
import io.tollgate.diameter.profile.Profiles;
import io.tollgate.diameter.rf.AccountingMapping;
import io.tollgate.diameter.rf.RfClient;
import io.tollgate.diameter.ro.CreditMapping;
import io.tollgate.diameter.ro.RoClient;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.LocalNode;
import io.tollgate.diameter.transport.PeerConfig;
import io.tollgate.diameter.transport.PeerText;
import io.tollgate.diameter.transport.PeerTimers;
import io.tollgate.diameter.transport.TlsConfig;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportException;
import io.tollgate.diameter.transport.UnknownAvps;
import io.tollgate.settings.DiameterSettings;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes the Diameter side of the application out of its settings: clients for both interfaces over
 * one transport, which is not started yet.
 */
record DiameterAssembly(
    DiameterTransport transport,
    RfClient offline,
    RoClient online,
    SessionIds sessionIds,
    AtomicReference<Profiles> profiles) {

  /**
   * @param boot when this node started: it distinguishes Session-Ids and is the Origin-State-Id
   */
  static DiameterAssembly of(
      DiameterSettings settings,
      Instant boot,
      Function<TransportConfig, DiameterTransport> implementation) {
    AtomicReference<Profiles> profiles = new AtomicReference<>(settings.loadProfiles());
    Supplier<Profiles> now = () -> Objects.requireNonNull(profiles.get());
    DiameterTransport transport = implementation.apply(transportConfig(settings, now, boot));
    ServiceInformationWriter information = new ServiceInformationWriter(policy(settings, boot));
    return new DiameterAssembly(
        transport,
        new RfClient(
            transport,
            new AccountingMapping(information),
            settings.offlineTimeout(),
            service ->
                now.get().dialect(service, settings.offlineRealm().orElse(settings.realm()))),
        new RoClient(
            transport,
            new CreditMapping(information),
            settings.onlineTimeout(),
            service -> now.get().dialect(service, settings.onlineRealm().orElse(settings.realm()))),
        new SessionIds(settings.identity(), boot),
        profiles);
  }

  /** Other peers, other certificates. */
  void change(DiameterSettings settings) throws TransportException {
    transport.change(peers(settings), tls(settings).orElse(null));
  }

  /** Other profiles, for requests to come. */
  Reload.Step reloaded(DiameterSettings settings) {
    Profiles fresh = settings.loadProfiles();
    return () -> profiles.set(fresh);
  }

  private static List<PeerConfig> peers(DiameterSettings settings) {
    return PeerText.parse(settings.peers(), settings.maxOutstanding(), settings.maxPerSecond());
  }

  static TransportConfig transportConfig(
      DiameterSettings settings, Supplier<Profiles> profiles, Instant boot) {
    LocalNode node =
        new LocalNode(
            settings.identity(), settings.realm(), List.of(), 0, "Tollgate", originState(boot));
    return new TransportConfig(
        node,
        settings.offlineRealm().orElse(settings.realm()),
        settings.onlineRealm().orElse(settings.realm()),
        peers(settings),
        timers(settings),
        settings
            .listen()
            .map(listen -> new InetSocketAddress(listen.host(), listen.port()))
            .orElse(null),
        settings.listenTls() ? PeerConfig.Wire.TLS : PeerConfig.Wire.TCP,
        tls(settings).orElse(null),
        settings.namedPeerDomains(),
        new TransportConfig.Features(
            settings.overloadControl(),
            settings.priorities(),
            new UnknownAvps(
                peer ->
                    profiles
                        .get()
                        .of(peer, settings.onlineRealm().orElse(settings.realm()))
                        .unknownTolerated())));
  }

  private static PeerTimers timers(DiameterSettings settings) {
    return new PeerTimers(
        settings.connectTimeout(),
        settings.capabilitiesTimeout(),
        settings.watchdog(),
        settings.reconnectFirst(),
        settings.reconnectCeiling(),
        settings.failBack(),
        settings.disconnectTimeout(),
        settings.silence());
  }

  private static Optional<TlsConfig> tls(DiameterSettings settings) {
    return settings
        .tlsCertificate()
        .flatMap(
            chain ->
                settings
                    .tlsKey()
                    .flatMap(
                        key -> settings.tlsTrust().map(trust -> new TlsConfig(chain, key, trust))));
  }

  static MappingPolicy policy(DiameterSettings settings, Instant boot) {
    return new MappingPolicy(
        Map.of(
            ServiceProfile.IM, settings.imServiceContext(),
            ServiceProfile.CPM, settings.cpmServiceContext()),
        settings.nodeFunctionality(),
        settings.applicationServerId(),
        settings.participants(),
        settings.textOmaTypes(),
        settings.reportZeroUsage(),
        settings.eventUnitsInCommand(),
        originState(boot));
  }

  private static long originState(Instant boot) {
    return boot.getEpochSecond();
  }
}
