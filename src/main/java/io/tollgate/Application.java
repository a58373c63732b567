package io.tollgate;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tollgate.alarm.AlarmBook;
import io.tollgate.alarm.AlarmConditions;
import io.tollgate.charging.Refusal;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.charging.enabler.NoCharging;
import io.tollgate.charging.observer.ChargingObserver;
import io.tollgate.charging.observer.SessionLog;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.conference.ConferencePlaces;
import io.tollgate.conference.Release;
import io.tollgate.console.ServerState;
import io.tollgate.console.ServerView;
import io.tollgate.console.callflow.CallFlowObserver;
import io.tollgate.console.callflow.CallFlows;
import io.tollgate.console.pages.ConsoleWeb;
import io.tollgate.console.view.ConsoleActions;
import io.tollgate.console.view.DiameterTape;
import io.tollgate.console.view.Trends;
import io.tollgate.diameter.transport.TransportException;
import io.tollgate.diameter.transport.WireWatch;
import io.tollgate.ledger.History;
import io.tollgate.log.LogLevels;
import io.tollgate.msrp.MsrpPlane;
import io.tollgate.settings.EffectiveSettings;
import io.tollgate.settings.Settings;
import io.tollgate.sip.SipDispatcher;
import io.tollgate.sip.SipEntrance;
import io.tollgate.sip.admission.Admission;
import io.tollgate.sip.admission.OverloadLimit;
import io.tollgate.sip.admission.SelfCall;
import io.tollgate.sip.admission.WarmUp;
import io.tollgate.sip.container.ForgottenLegs;
import io.tollgate.sip.container.LiveSessions;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.container.SipContainers;
import io.tollgate.sip.content.MessageContents;
import io.tollgate.sip.controlling.ConferenceDirectory;
import io.tollgate.sip.leg.Rounds;
import io.tollgate.sip.trust.Door;
import io.tollgate.timers.WheelTimers;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.servlet.ServletContext;
import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The composition root: everything that lives as long as the application is made here, in order,
 * and let go of in {@link #close()} in the opposite order. What servlets need of it they find in
 * the servlet context, by the interface of their own package.
 */
public final class Application implements AutoCloseable, ServerView, SipEntrance {
  private static final Logger LOG = LogManager.getLogger(Application.class);

  private static final String OWN = Application.class.getName();

  /** A launcher runs this {@code Runnable} to begin a drain. */
  static final String DRAIN = "io.tollgate.drain";

  /** A launcher runs this {@code Runnable} to let new sessions in again. */
  static final String UNDRAIN = "io.tollgate.undrain";

  /** A launcher asks this {@code Supplier<List<String>>} how the server does. */
  static final String STATUS = "io.tollgate.status";

  /**
   * A launcher asks this {@code Supplier<List<String>>} to put changed settings into force: first
   * {@code ok} or {@code no}, then what changed or why nothing did.
   */
  static final String RELOAD = "io.tollgate.reload";

  /** A launcher gives this {@code UnaryOperator<String>} a subscriber to erase from the history. */
  static final String FORGET = "io.tollgate.forget";

  /** A launcher gives this {@code BiConsumer<String, String>} a logger and a level. */
  static final String LOG_LEVEL = "io.tollgate.log-level";

  /** A launcher asks this {@code IntSupplier} how many sessions are open. */
  static final String OPEN_SESSIONS = "io.tollgate.open-sessions";

  /** A launcher runs this {@code Runnable} when a drain has lasted long enough. */
  static final String END_SESSIONS = "io.tollgate.end-sessions";

  /** A launcher asks this {@code BooleanSupplier} whether new sessions are let in. */
  static final String READY = "io.tollgate.ready";

  /** A launcher asks this {@code Supplier<List<String>>} where more than SIP and HTTP listens. */
  static final String LISTENING = "io.tollgate.listening";

  /** A launcher gives this {@code Runnable}, which stops the process. */
  static final String STOP = "io.tollgate.stop";

  /** The launcher's: its sockets go by other peers, see {@link #peersOfSip}. */
  private static final String PEERS_CHANGED = "io.tollgate.sip.peers-changed";

  /** The launcher's: its sockets read their key store again. */
  private static final String CERTIFICATES = "io.tollgate.sip.certificates";

  /** The launcher's: how many SIP responses went and came. */
  private static final String RESPONSES = "io.tollgate.sip.responses";

  /** The launcher tells the user part of self-calls, by which it lets them in. */
  private static final String SELF_CALL = "io.tollgate.self-call";

  private static final Duration CLOCKWORK_LIMIT = Duration.ofSeconds(3);
  private static final Duration ALARMS_EVERY = Duration.ofSeconds(1);

  private final ServletContext context;
  private final Settings settings;
  private final Reload reload;
  private final Admission admission;
  private final SelfCall selfCall;
  private final OverloadLimit overload;
  private final PrometheusMeterRegistry meters;
  private final JvmGcMetrics pauses = new JvmGcMetrics();
  private final ScheduledExecutorService clockwork;
  private final LiveSessions liveSessions;
  private final SipContainers containers;
  private final TrustModule trust;
  private final WheelTimers timers = new WheelTimers();
  private final MsrpPlane messages;
  private final ControllingModule controlling;
  private final CallFlows flows;
  private final @Nullable LedgerModule ledger;
  private final @Nullable ClusterModule cluster;
  private final @Nullable FarewellModule farewells;
  private volatile @Nullable ChargingModule charged;
  private final Optional<String> chargesNothing;
  private final @Nullable DeferredModule deferred;
  private final SipModule sip;
  private final SipDispatcher sipDispatcher;
  private final Thread warmUp;
  private final AlarmBook alarms;
  private final ConsoleWeb console;
  private final AlarmModule alarmModule;
  private final HepModule copies;
  private final Watching watching;

  private Application(ServletContext context, EffectiveSettings effective, Lifetime made) {
    settings = effective.settings();
    this.context = context;
    admission = new Admission(settings.container().retryAfter(), this::mayBegin);
    selfCall =
        context.getAttribute(SELF_CALL) instanceof String known
            ? new SelfCall(known)
            : new SelfCall();
    overload =
        new OverloadLimit(
            settings.sip().maxCallsPerSecond(),
            settings.sip().maxSessions(),
            this::sessionsUp,
            Clock.systemUTC());
    meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    clockwork =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "tollgate-clockwork");
              thread.setDaemon(true);
              return thread;
            });
    made.add(meters::close);
    made.add(pauses::close);
    pauses.bindTo(meters);
    made.add(clockwork::shutdownNow);
    made.add(timers::close);
    liveSessions = new LiveSessions();
    containers =
        SipContainers.choose(context, liveSessions, clockwork, settings.sip().portableHandOver());
    ForgottenLegs.watch(liveSessions, containers.container(), clockwork);
    trust = TrustModule.open(settings.sip(), containers.container());
    made.add(trust);
    Rounds rounds = new Rounds(clockwork);
    SharedDialogs dialogs = new SharedDialogs(Clock.systemUTC());
    sip =
        new SipModule(
            settings.sip(),
            (SipFactory) Objects.requireNonNull(context.getAttribute(SipServlet.SIP_FACTORY)),
            containers.container(),
            trust.door(),
            timers,
            Clock.systemUTC(),
            rounds,
            settings.charging().chargeRefresh(),
            new MessageContents(settings.charging().freePerSecond(), System::nanoTime),
            dialogs);
    copies = HepModule.of(settings.hep(), meters);
    made.add(copies);
    messages =
        MsrpAssembly.start(
            settings.msrp(),
            settings.container().sipHost(),
            settings.charging().freePerSecond(),
            copies.heads());
    made.add(messages);
    flows = new CallFlows(settings.console().callFlows(), Clock.systemUTC());
    ledger =
        settings.ledger().enabled()
            ? LedgerModule.of(settings.ledger(), settings.historyFile(), meters, this::isOwed)
            : null;
    if (ledger != null) {
      made.add(ledger);
    }
    ChargingObserver observer =
        ChargingObserver.of(
            List.of(
                new ServiceMeters(meters),
                flows.isOn() ? new CallFlowObserver(flows) : ChargingObserver.NONE,
                ledger == null ? ChargingObserver.NONE : ledger.ledger(),
                new SessionLog()));
    DiameterTape tape = new DiameterTape(settings.console().diameterMessages(), Clock.systemUTC());
    cluster =
        settings.cluster().isOn() ? ClusterModule.join(settings, this::state, this::fenced) : null;
    if (cluster != null) {
      made.add(cluster);
      cluster.bindTo(meters);
    }
    farewells =
        cluster == null
            ? null
            : new FarewellModule(settings, containers.container(), timers, meters);
    if (farewells != null) {
      made.add(farewells);
    }
    ChargingModule module =
        ChargingModule.isOn(settings)
            ? ChargingModule.start(
                settings,
                cluster,
                farewells == null ? (dialog, done) -> done.run() : farewells,
                timers,
                meters,
                observer,
                WireWatch.of(tape, copies))
            : null;
    charged = module;
    if (module != null) {
      made.add(module);
    }
    if (module != null && cluster != null) {
      dialogs.keepIn(module.journal().journal(), module::goesOnAlone);
    }
    NoCharging free = new NoCharging(ChargingModule.flows(settings));
    ChargingEnablerUser charging =
        module == null ? new NoCharging(ChargingModule.flows(settings), observer) : module.user();
    chargesNothing = ChargingModule.whyNothing(settings);
    chargesNothing.ifPresent(why -> LOG.warn("nothing is charged here, {}", why));
    controlling =
        new ControllingModule(
            settings.conference(),
            settings.sip().factoryUris(),
            sip,
            containers.container(),
            charging,
            messages,
            rounds,
            cluster == null ? ConferencePlaces.ALONE : cluster.conferences());
    made.add(controlling::close);
    if (cluster != null) {
      cluster.reachedAt(containers.container()::listeningPoints);
      watchTheLease(cluster);
    }
    deferred =
        settings.deferred().on().isEmpty()
            ? null
            : DeferredModule.of(
                settings.deferred(), settings.deferredFile(), cluster, sip, charging, meters);
    if (deferred != null) {
      made.add(deferred);
    }
    sipDispatcher =
        sip.front(
            charging,
            free,
            messages,
            controlling.function(),
            deferred,
            new SipModule.Gate(
                cluster == null || settings.cluster().local().isEmpty() ? null : this::mayBegin,
                settings.container().retryAfter().toSeconds()));
    WarmUp selfCalls =
        new WarmUp(
            containers.container()::listeningPoints,
            selfCall,
            admission,
            settings.sip().warmUpCalls(),
            settings.sip().warmUpLimit());
    reload =
        new Reload(
            effective,
            () -> ApplicationSettings.read(context, System.getenv()),
            this::changePeers,
            List.of(
                this::chargedAsBefore,
                this::limits,
                this::charging,
                this::groups,
                this::peersOfSip,
                this::certificates));
    warmUp = new Thread(selfCalls, "tollgate-warm-up");
    warmUp.setDaemon(true);
    new ServerMeters(
            liveSessions,
            containers.container(),
            admission,
            overload,
            selfCalls,
            controlling.directory(),
            messages,
            chargesNothing.isPresent(),
            () -> whyEveryCallFails() != null,
            context::getAttribute)
        .bindTo(meters);
    alarms =
        new AlarmBook(
            new AlarmConditions(meters, this::alarmsOfTheJournal, System::nanoTime),
            InstantSource.system());
    console =
        ConsoleModule.of(
            this::settingsInForce,
            new ConsoleModule.Server(
                meters,
                this::state,
                this::problem,
                this::openSessions,
                charged,
                history(),
                controlling.directory(),
                flows,
                cluster,
                tape,
                alarms,
                new OperatorActions()));
    alarmModule = AlarmModule.of(settings, alarms);
    made.add(alarmModule);
    Watching watching = new Watching();
    made.add(watching);
    watching.every(ALARMS_EVERY, alarms::look);
    watching.every(ALARMS_EVERY, new SipResponseMeters(this::sipResponses, meters));
    watching.every(Trends.EVERY, console.console().trends()::sample);
    this.watching = watching;
    made.add(console);
  }

  private Map<String, String> alarmsOfTheJournal() {
    ChargingModule module = charged;
    return module == null ? Map.of() : module.alarms();
  }

  /** What an operator should see first; empty if nothing is wrong. */
  private String problem() {
    String why = whyEveryCallFails();
    return why == null ? chargesNothing.orElse("") : why;
  }

  /** What somebody with a login may do. */
  private final class OperatorActions implements ConsoleActions {
    @Override
    public void drain() {
      admission.drain();
    }

    @Override
    public void undrain() {
      admission.undrain();
    }

    @Override
    public String reload() {
      Reload.Report report = reload.now();
      return report.done() ? "" : String.join("; ", report.lines());
    }

    @Override
    public boolean endSession(String callId) {
      return sip.openSessions().end(callId, new Refusal(503, "ended by an operator", null));
    }

    @Override
    public boolean endConference(long number) {
      return controlling.directory().end(number, Release.unused("ended by an operator"));
    }

    @Override
    public boolean acknowledge(String id, String who) {
      return alarms.acknowledge(id, who);
    }

    @Override
    public String holdPeer(String host, boolean held) {
      ChargingModule module = charged;
      return module == null ? "nothing is charged here" : module.hold(host, held);
    }

    @Override
    public boolean requeue(long id) {
      return ConsoleModule.requeue(charged, id);
    }
  }

  // What a reload does

  private Reload.Step chargedAsBefore(Settings changed) {
    if (ChargingModule.isOn(changed) != (charged != null)) {
      throw new IllegalArgumentException(
          "charging.mode, charging.services, diameter.peers: charging of %s takes effect at a start"
                  .formatted(charged == null ? "what was free" : "nothing at all")
              + " only (expected: a restart)");
    }
    return () -> {};
  }

  private void changePeers(Settings changed) throws TransportException {
    if (charged != null) {
      charged.change(changed.diameter());
    }
  }

  private Reload.Step charging(Settings changed) {
    return charged == null ? () -> {} : charged.reloaded(changed);
  }

  private Reload.Step groups(Settings changed) {
    return controlling.reloaded(changed.conference());
  }

  private Reload.Step limits(Settings changed) {
    return () -> overload.change(changed.sip().maxCallsPerSecond(), changed.sip().maxSessions());
  }

  /** Who may speak is known in two places: at the sockets, and where headers are believed. */
  @SuppressWarnings("unchecked")
  private Reload.Step peersOfSip(Settings changed) {
    Reload.Step believed = trust.reloaded(changed.sip());
    if (!(context.getAttribute(PEERS_CHANGED) instanceof BiFunction<?, ?, ?> sockets)) {
      return believed;
    }
    Runnable letIn =
        ((BiFunction<List<String>, List<String>, Runnable>) sockets)
            .apply(changed.sip().peers(), changed.sip().trustDomain());
    return () -> {
      believed.carryOut();
      letIn.run();
    };
  }

  private Reload.Step certificates(Settings changed) {
    Runnable ofMessages = messages.renewedCertificates();
    Runnable ofSip =
        context.getAttribute(CERTIFICATES) instanceof Supplier<?> sockets
                && sockets.get() instanceof Runnable renewed
            ? renewed
            : () -> {};
    return () -> {
      ofMessages.run();
      ofSip.run();
    };
  }

  /** The sockets are made after this, and in a container of somebody else's they are not ours. */
  @SuppressWarnings("unchecked")
  private Map<String, Long> sipResponses() {
    return context.getAttribute(RESPONSES) instanceof Supplier<?> counts
        ? ((Supplier<Map<String, Long>>) counts).get()
        : Map.of();
  }

  private List<String> reloadNow() {
    Reload.Report report = reload.now();
    List<String> lines = new ArrayList<>();
    lines.add(report.done() ? "ok" : "no");
    lines.addAll(report.lines());
    return lines;
  }

  static Application start(ServletContext context) {
    EffectiveSettings effective = ApplicationSettings.read(context, System.getenv());
    Settings settings = effective.settings();
    Application application = make(context, effective);
    context.setAttribute(OWN, application);
    context.setAttribute(ServerView.ATTRIBUTE, application);
    context.setAttribute(SipEntrance.ATTRIBUTE, application);
    context.setAttribute(ConsoleWeb.ATTRIBUTE, application.console);
    context.setAttribute(DRAIN, (Runnable) application.admission::drain);
    context.setAttribute(UNDRAIN, (Runnable) application.admission::undrain);
    context.setAttribute(
        STATUS,
        (Supplier<List<String>>)
            () ->
                ServerState.of(
                    application.admission.state(), application.meters, application.chargesNothing));
    context.setAttribute(RELOAD, (Supplier<List<String>>) application::reloadNow);
    LedgerModule module = application.ledger;
    if (module != null) {
      context.setAttribute(FORGET, (UnaryOperator<String>) module::forget);
    }
    context.setAttribute(LOG_LEVEL, (BiConsumer<String, String>) LogLevels::change);
    context.setAttribute(OPEN_SESSIONS, (IntSupplier) application::openSessions);
    context.setAttribute(END_SESSIONS, (Runnable) application::endSessions);
    context.setAttribute(READY, (BooleanSupplier) application.admission::open);
    context.setAttribute(
        LISTENING,
        (Supplier<List<String>>)
            () -> {
              List<String> lines =
                  new ArrayList<>(MsrpAssembly.listening(settings, application.messages));
              application.chargesNothing.ifPresent(why -> lines.add("CHARGING " + why));
              return lines;
            });
    application.warmUp.start();
    return application;
  }

  /** A start that fails leaves no port open, no thread behind, and no file locked. */
  private static Application make(ServletContext context, EffectiveSettings effective) {
    Lifetime made = new Lifetime();
    try {
      return new Application(context, effective, made);
    } catch (RuntimeException | Error e) {
      made.close();
      throw e;
    }
  }

  public static Application of(ServletContext context) {
    return (Application)
        Objects.requireNonNull(context.getAttribute(OWN), "the application has not been started");
  }

  /** Sessions and conferences that go on; one that was refused does not stand in anybody's way. */
  private int sessionsUp() {
    return sip.openSessions().up() + controlling.directory().running();
  }

  /** Sessions and conferences; requests that leave nothing behind are not waited for. */
  int openSessions() {
    return sip.openSessions().count() + controlling.directory().running();
  }

  /**
   * In a cluster nothing begins that could not be kept, or that another may have to end; but for
   * services that go on with records of this server's own.
   */
  private boolean mayBegin() {
    return isCertain() || (charged != null && !settings.cluster().local().isEmpty());
  }

  private boolean mayBegin(ServiceKind service) {
    return isCertain() || (charged != null && settings.cluster().local().contains(service));
  }

  private boolean isCertain() {
    ChargingModule module = charged;
    return cluster == null || cluster.mayAccept() && (module == null || !module.isStoreAway());
  }

  /** Sessions that were up when the lease ended do not go on for ever. */
  private void watchTheLease(ClusterModule module) {
    OutlivedLease outlived =
        new OutlivedLease(
            module::mayAccept,
            settings.cluster().sessionsGoOn(),
            System::nanoTime,
            () -> {
              Consumer<Refusal> calls = sip.openSessions().endOfThose();
              Consumer<Release> conferences = controlling.directory().endOfThose();
              return () -> {
                calls.accept(new Refusal(503, "the database is away", null));
                conferences.accept(Release.unused("the database is away"));
              };
            });
    clockwork.scheduleWithFixedDelay(
        () -> {
          outlived.look();
          ChargingModule charging = charged;
          if (charging != null) {
            charging.look();
          }
        },
        1,
        1,
        TimeUnit.SECONDS);
  }

  /** Another node bills what was open here: it is ended here too, and this process with it. */
  private void fenced() {
    admission.drain();
    clockwork.execute(
        () -> {
          endSessions();
          if (context.getAttribute(STOP) instanceof Runnable stop) {
            stop.run();
          } else {
            LOG.error("this server lets nobody in any more: start it again");
          }
        });
  }

  private void endSessions() {
    sip.openSessions().endAll(new Refusal(503, "the server stops", null));
    controlling.nodeStops();
  }

  /** What ended sessions still had to do is done there, on what is closed next. */
  private void awaitClockwork() {
    try {
      clockwork.submit(() -> {}).get(CLOCKWORK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("stopping although sessions still have something to do: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is in force now, and where it came from. */
  public EffectiveSettings settingsInForce() {
    return reload.inForce();
  }

  @Override
  public @Nullable String whyEveryCallFails() {
    ChargingModule module = charged;
    return module == null ? null : module.whyEveryCallFails();
  }

  @Override
  public Optional<String> chargesNothing() {
    return chargesNothing;
  }

  private String state() {
    return admission.state().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Admission admission() {
    return admission;
  }

  @Override
  public OverloadLimit overload() {
    return overload;
  }

  @Override
  public SelfCall selfCall() {
    return selfCall;
  }

  /** What was used and billed, also of sessions that are over. */
  public History history() {
    return ledger == null ? History.NONE : ledger.reader();
  }

  /** Whether the journal has anything of a charging session; until it is there, it may. */
  private boolean isOwed(String session) {
    ChargingModule module = charged;
    return module == null || module.waits(session);
  }

  @Override
  public PrometheusMeterRegistry meters() {
    return meters;
  }

  @Override
  public SipContainer sipContainer() {
    return containers.container();
  }

  @Override
  public Door door() {
    return trust.door();
  }

  @Override
  public SipDispatcher sipDispatcher() {
    return sipDispatcher;
  }

  public ConferenceDirectory conferences() {
    return controlling.directory();
  }

  LiveSessions liveSessions() {
    return liveSessions;
  }

  void timerFired(ServletTimer timer) {
    containers.timerFired(timer);
  }

  @Override
  public void close() {
    admission.drain();
    watching.close();
    alarmModule.close();
    copies.close();
    console.close();
    warmUp.interrupt();
    endSessions();
    liveSessions.endAll();
    awaitClockwork();
    controlling.close();
    if (deferred != null) {
      deferred.close();
    }
    messages.close();
    ChargingModule module = charged;
    if (module != null) {
      module.close();
    }
    if (cluster != null) {
      cluster.close();
    }
    if (farewells != null) {
      farewells.close();
    }
    if (ledger != null) {
      ledger.close();
    }
    trust.close();
    timers.close();
    clockwork.shutdownNow();
    pauses.close();
    meters.close();
  }
}
