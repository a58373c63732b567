package io.tollgate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.charging.CreditCommands;
import io.tollgate.charging.CreditPort;
import io.tollgate.charging.Incidents;
import io.tollgate.charging.Timers;
import io.tollgate.charging.enabler.ChargingEnabler;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.charging.enabler.ChargingPolicy;
import io.tollgate.charging.flow.FlowBook;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.FailureHandling;
import io.tollgate.cluster.ClusterException;
import io.tollgate.cluster.Lease;
import io.tollgate.cluster.Successor;
import io.tollgate.diameter.ro.ServerRequests;
import io.tollgate.diameter.transport.DiameterTransport;
import io.tollgate.diameter.transport.MicrometerTransportMetrics;
import io.tollgate.diameter.transport.PeerState;
import io.tollgate.diameter.transport.PeerView;
import io.tollgate.diameter.transport.TransportConfig;
import io.tollgate.diameter.transport.TransportException;
import io.tollgate.diameter.transport.TransportMetrics;
import io.tollgate.diameter.transport.WireWatch;
import io.tollgate.diameter.transport.jdiameter.JdiameterTransport;
import io.tollgate.diameter.transport.netty.NettyDiameterTransport;
import io.tollgate.journal.AccountingSender;
import io.tollgate.journal.charging.ChargingJournal;
import io.tollgate.journal.charging.Estate;
import io.tollgate.journal.recovery.Farewells;
import io.tollgate.journal.store.JournalException;
import io.tollgate.settings.DiameterSettings;
import io.tollgate.settings.Settings;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Charging with all that it stands on: the journal, and the Diameter clients behind it. */
final class ChargingModule implements AutoCloseable {
  private static final Logger LOG = LogManager.getLogger(ChargingModule.class);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final DiameterAssembly diameter;
  private final JournalAssembly journal;
  private final ChargingEnabler enabler;
  private final ChargingEnablerUser user;
  private final @Nullable ClusterModule cluster;
  private final @Nullable CdrModule cdr;
  private @Nullable LocalCharging local;
  private @Nullable JournalAssembly localJournal;
  private @Nullable ChargingEnabler localEnabler;
  private volatile ChargingPolicy policy;

  private ChargingModule(
      DiameterAssembly diameter,
      JournalAssembly journal,
      ChargingEnabler enabler,
      ChargingEnablerUser user,
      ChargingPolicy policy,
      @Nullable ClusterModule cluster,
      @Nullable CdrModule cdr) {
    this.cdr = cdr;
    this.diameter = diameter;
    this.journal = journal;
    this.enabler = enabler;
    this.user = user;
    this.policy = policy;
    this.cluster = cluster;
  }

  /** Whether anything at all is charged. */
  static boolean isOn(Settings settings) {
    return !ChargingAssembly.policy(settings).charged().values().stream().allMatch(Set::isEmpty);
  }

  /** The order of every flow, as the operator has it. */
  static FlowBook flows(Settings settings) {
    return ChargingAssembly.policy(settings).flows();
  }

  /** Why nothing is charged, for all who look at the server; empty where something is. */
  static Optional<String> whyNothing(Settings settings) {
    if (isOn(settings)) {
      return Optional.empty();
    }
    return Optional.of(
        ChargingAssembly.reachable(settings).isEmpty()
            ? "every service is free of charge: diameter.peers names nobody who charges"
            : "every service is free of charge: charging.mode and charging.services say so");
  }

  /**
   * Starts connecting to the peers, and takes up what a former process left in the journal.
   *
   * @param cluster null for a server that is alone
   * @param farewells told of the calls of servers that are taken over
   */
  static ChargingModule start(
      Settings settings,
      @Nullable ClusterModule cluster,
      Farewells farewells,
      Timers timers,
      MeterRegistry meters,
      ChargingObserver observer,
      WireWatch wire) {
    DiameterAssembly diameter =
        DiameterAssembly.of(
            settings.diameter(),
            Instant.now(),
            config -> transport(settings.diameter(), config, meters, wire));
    Incidents incidents = new ChargingIncidents(meters, observer);
    WatchedCredit watched =
        new WatchedCredit(diameter.online(), diameter.online(), incidents, observer);
    CdrModule cdr;
    try {
      cdr =
          settings.cdrFolder().map(folder -> CdrModule.open(settings, folder, meters)).orElse(null);
    } catch (RuntimeException e) {
      diameter.transport().stop(Duration.ZERO);
      throw e;
    }
    AccountingSender offline =
        cdr == null
            ? diameter.offline()
            : new FiledAccounting(
                diameter.offline(), cdr.files(), () -> hasCdf(diameter.transport()));
    WatchedAccounting accounting = new WatchedAccounting(offline, incidents, observer);
    LeasedCredit leased = cluster == null ? null : new LeasedCredit(watched, cluster.lease());
    CreditPort credit = leased == null ? watched : leased;
    JournalAssembly journal;
    try {
      journal =
          JournalAssembly.of(
              settings,
              cluster,
              cluster == null ? accounting : new LeasedAccounting(accounting, cluster.lease()),
              leased == null ? watched : leased,
              timers,
              incidents);
    } catch (RuntimeException e) {
      diameter.transport().stop(Duration.ZERO);
      if (cdr != null) {
        cdr.close();
      }
      throw e;
    }
    ChargingPolicy policy = ChargingAssembly.policy(settings);
    ChargingEnabler enabler =
        ChargingAssembly.enabler(
            policy,
            journal.journal(),
            credit,
            journal.journal(),
            timers,
            diameter.sessionIds(),
            observer);
    ChargingModule module =
        new ChargingModule(diameter, journal, enabler, enabler, policy, cluster, cdr);
    if (cdr != null) {
      cdr.ask(module::waits);
    }
    try {
      if (cluster != null && goesOnAlone(settings)) {
        module.goOnAlone(settings, cluster, watched, accounting, timers, incidents, observer);
      }
      module.begin(meters);
      if (cluster != null) {
        cluster.copyUsage(journal.journal()::usageRows);
        cluster.lookOut(dead -> module.settle(cluster, dead, accounting, watched, farewells));
      }
    } catch (RuntimeException e) {
      module.close();
      throw e;
    }
    warnOfMissingPeers(settings);
    return module;
  }

  /** What a former time without the database left has to go out, even if nothing is added. */
  private static boolean goesOnAlone(Settings settings) {
    return !settings.cluster().local().isEmpty()
        || Files.exists(JournalAssembly.localFile(settings));
  }

  private void goOnAlone(
      Settings settings,
      ClusterModule module,
      WatchedCredit credit,
      WatchedAccounting accounting,
      Timers timers,
      Incidents incidents,
      ChargingObserver observer) {
    JournalAssembly own = JournalAssembly.local(settings, accounting, credit, timers, incidents);
    localJournal = own;
    ChargingEnabler alone =
        ChargingAssembly.enabler(
            policy, own.journal(), credit, own.journal(), timers, diameter.sessionIds(), observer);
    localEnabler = alone;
    local =
        new LocalCharging(
            enabler,
            alone,
            own,
            Set.copyOf(settings.cluster().local()),
            () -> !module.mayAccept() || isStoreAway());
  }

  private Successor.Settlement settle(
      ClusterModule module,
      Lease dead,
      WatchedAccounting accounting,
      WatchedCredit credit,
      Farewells farewells)
      throws ClusterException {
    try {
      Estate estate =
          journal.estate(
              module,
              dead,
              new LeasedAccounting(accounting, dead),
              new LeasedCredit(credit, dead),
              farewells);
      estate.start();
      return new Settled(estate, journal.journal());
    } catch (JournalException e) {
      throw new ClusterException(String.valueOf(e.getMessage()), e);
    }
  }

  private record Settled(Estate estate, ChargingJournal own) implements Successor.Settlement {
    @Override
    public boolean isSettled() {
      return estate.isSettled();
    }

    @Override
    public long nextLetter() {
      return own.nextId();
    }

    @Override
    public void close() {
      estate.close();
    }
  }

  private static DiameterTransport transport(
      DiameterSettings settings, TransportConfig config, MeterRegistry meters, WireWatch wire) {
    return switch (settings.transport()) {
      case NETTY ->
          new NettyDiameterTransport(config, new MicrometerTransportMetrics(meters), wire);
      case JDIAMETER -> jdiameter(config, new MicrometerTransportMetrics(meters));
    };
  }

  /** Its libraries are not part of the WAR: an operator who wants them adds them. */
  private static DiameterTransport jdiameter(TransportConfig config, TransportMetrics metrics) {
    try {
      return new JdiameterTransport(config, metrics);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "diameter.transport: jdiameter (expected: netty, or the jDiameter libraries on the class"
              + " path of the container)",
          e);
    }
  }

  private void begin(MeterRegistry meters) {
    LocalCharging alone = local;
    JournalAssembly own = localJournal;
    ChargingEnabler second = localEnabler;
    CreditCommands commands = alone == null ? enabler.serverRequests() : alone;
    diameter
        .online()
        .whenServerRestarts(
            sessions -> {
              enabler.askAfter(sessions);
              if (second != null) {
                second.askAfter(sessions);
              }
            });
    try {
      diameter.transport().start(new ServerRequests(commands, diameter.online()::seen));
    } catch (TransportException e) {
      throw new IllegalStateException("diameter: " + e.getMessage(), e);
    }
    journal.start();
    if (own != null && alone != null) {
      own.start();
      bind(alone, meters);
    }
    new JournalMeters(journal.journal(), journal.alarms(), InstantSource.system()).bindTo(meters);
    Gauge.builder("tollgate.charging.credit.sessions", enabler, ChargingEnabler::openCreditSessions)
        .description("Credit-control sessions open now")
        .register(meters);
  }

  private static void bind(LocalCharging alone, MeterRegistry meters) {
    Gauge.builder("tollgate.cluster.local", alone, each -> each.isOn() ? 1 : 0)
        .description("1 while services go on without the database, and without fencing")
        .register(meters);
    Gauge.builder("tollgate.cluster.local.records", alone, LocalCharging::records)
        .description("Records and open sessions of the time without the database")
        .register(meters);
  }

  /** New sessions go by the new policy; no interface comes or goes that the start did not have. */
  Reload.Step reloaded(Settings settings) {
    ChargingPolicy changed = ChargingAssembly.policy(settings);
    Reload.Step profiles = diameter.reloaded(settings.diameter());
    return () -> {
      profiles.carryOut();
      policy = changed;
      enabler.use(changed);
      ChargingEnabler second = localEnabler;
      if (second != null) {
        second.use(changed);
      }
      warnOfMissingPeers(settings);
    };
  }

  void change(DiameterSettings settings) throws TransportException {
    diameter.change(settings);
  }

  private static boolean hasCdf(DiameterTransport transport) {
    return transport.peers().stream()
        .anyMatch(peer -> peer.interfaces().contains(ChargingInterface.CH1));
  }

  private static void warnOfMissingPeers(Settings settings) {
    Set<ChargingInterface> used =
        ChargingAssembly.policy(settings).charged().values().stream()
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(ChargingInterface.class)));
    used.removeAll(ChargingAssembly.reachable(settings));
    if (!used.isEmpty()) {
      LOG.warn(
          "charging.mode needs {} but diameter.peers names no peer for it: offline records wait in"
              + " the journal, online services are refused or go on as charging.failure-handling"
              + " says",
          used);
    }
  }

  /** What a new session has to wait for could take long. */
  boolean isStoreAway() {
    return journal.journal().isStoreAway();
  }

  /**
   * All services are charged online, no OCS is connected, and the policy is to serve nobody then;
   * null while it is otherwise.
   */
  @Nullable String whyEveryCallFails() {
    boolean needed =
        policy.online().failureHandling() != FailureHandling.CONTINUE
            && policy.charged().values().stream()
                .allMatch(interfaces -> interfaces.contains(ChargingInterface.CH2));
    boolean connected =
        !needed
            || diameter.transport().peers().stream()
                .anyMatch(
                    peer ->
                        peer.state() == PeerState.OPEN
                            && peer.interfaces().contains(ChargingInterface.CH2));
    return connected ? null : "no OCS is connected, and charging.failure-handling lets nobody in";
  }

  ChargingEnablerUser user() {
    LocalCharging alone = local;
    return alone == null ? user : alone;
  }

  /** The database is away, and some services begin without it. */
  boolean goesOnAlone() {
    LocalCharging alone = local;
    return alone != null && alone.goesOn();
  }

  /** Looks now and then whether the database is back. */
  void look() {
    LocalCharging alone = local;
    if (alone != null) {
      alone.look();
    }
  }

  /** Whether anything is owed of a charging session. */
  boolean waits(String session) {
    LocalCharging alone = local;
    return journal.journal().waits(session) || (alone != null && alone.waits(session));
  }

  /**
   * @return why it was not done; empty if it was
   */
  String hold(String host, boolean held) {
    if (peers().stream().noneMatch(peer -> peer.host().equalsIgnoreCase(host))) {
      return "there is no such peer";
    }
    try {
      diameter.transport().hold(host, held);
      return "";
    } catch (TransportException e) {
      return String.valueOf(e.getMessage());
    }
  }

  List<PeerView> peers() {
    return diameter.transport().peers();
  }

  /** The alarms of the journal that are on, by name, with what was said. */
  Map<String, String> alarms() {
    return journal.alarms().on().entrySet().stream()
        .collect(Collectors.toMap(each -> each.getKey().name(), Map.Entry::getValue));
  }

  JournalAssembly journal() {
    return journal;
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.lookNoMore();
    }
    journal.close();
    JournalAssembly own = localJournal;
    if (own != null) {
      own.close();
    }
    diameter.transport().stop(GRACE);
    if (cdr != null) {
      cdr.close();
    }
  }
}
