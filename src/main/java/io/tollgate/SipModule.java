package io.tollgate;

import io.tollgate.charging.Timers;
import io.tollgate.charging.enabler.ChargingEnablerUser;
import io.tollgate.charging.record.ServiceKind;
import io.tollgate.msrp.MsrpPlane;
import io.tollgate.settings.SipSettings;
import io.tollgate.sip.GatedFunction;
import io.tollgate.sip.OwnAddresses;
import io.tollgate.sip.Role;
import io.tollgate.sip.ServiceFunction;
import io.tollgate.sip.ServiceRecognition;
import io.tollgate.sip.SipDispatcher;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.content.MessageContents;
import io.tollgate.sip.controlling.ControllingFunction;
import io.tollgate.sip.deferred.DeferredDesk;
import io.tollgate.sip.leg.DialogBook;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.LegSupport;
import io.tollgate.sip.leg.Outbound;
import io.tollgate.sip.leg.RecentRequests;
import io.tollgate.sip.leg.Routing;
import io.tollgate.sip.leg.SerialOwner;
import io.tollgate.sip.leg.SessionTimerPolicy;
import io.tollgate.sip.leg.StandIn;
import io.tollgate.sip.participating.OpenSessions;
import io.tollgate.sip.participating.ParticipatingContext;
import io.tollgate.sip.participating.ParticipatingFunction;
import io.tollgate.sip.participating.ParticipatingPolicy;
import io.tollgate.sip.trust.Door;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.servlet.sip.SipFactory;
import org.jspecify.annotations.Nullable;

/** Puts the SIP side together: what both functions share, and the participating one. */
final class SipModule {
  private final SipSettings settings;
  private final SipFactory factory;
  private final SipContainer container;
  private final StandIn standIn;
  private final Door door;
  private final MessageContents contents;
  private final HeaderTransparency headers;
  private final LegSupport legs;
  private final RecentRequests recent;
  private final OpenSessions openSessions = new OpenSessions();
  private final AtomicLong sessionNumbers =
      new AtomicLong(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));

  /**
   * @param standIn runs what an application session's owner would have run when it is gone
   * @param tellsRefreshes conflict C14, strict
   * @param book where other servers find the dialogs of this one
   */
  SipModule(
      SipSettings settings,
      SipFactory factory,
      SipContainer container,
      Door door,
      Timers timers,
      Clock clock,
      StandIn standIn,
      boolean tellsRefreshes,
      MessageContents contents,
      DialogBook book) {
    this.settings = settings;
    this.factory = factory;
    this.container = container;
    this.standIn = standIn;
    this.contents = contents;
    this.door = door;
    headers = new HeaderTransparency(door);
    legs =
        new LegSupport(
            timers,
            clock,
            new SessionTimerPolicy(
                (int) settings.sessionExpires().toSeconds(),
                (int) settings.minSessionExpires().toSeconds()),
            tellsRefreshes,
            headers,
            settings.ackWait(),
            container::isProceeding,
            bound -> ThreadLocalRandom.current().nextInt(bound),
            book,
            Set.copyOf(settings.adviceOfCharge()));
    recent =
        new RecentRequests(
            clock,
            timers,
            request -> door.believe(request).sessionCase().orElse(settings.defaultSessionCase()));
  }

  LegSupport legs() {
    return legs;
  }

  Outbound outbound() {
    return new Outbound(factory, routing(), headers);
  }

  /** For requests of the server's own. */
  Routing routing() {
    return new Routing(
        factory,
        door,
        new Routing.Ways(
            given(settings.outboundProxy()), given(settings.emergencyRoute()), ownNames(), false),
        container::listeningPoints);
  }

  /** Self-calls go where their Request-URI says, which is this server. */
  private Outbound straight() {
    return new Outbound(
        factory,
        new Routing(
            factory,
            door,
            new Routing.Ways(null, null, ownNames(), true),
            container::listeningPoints),
        headers);
  }

  private static @Nullable String given(String uri) {
    return uri.isEmpty() ? null : uri;
  }

  MessageContents contents() {
    return contents;
  }

  SipFactory factory() {
    return factory;
  }

  /** The name of this node in what it generates. */
  String host() {
    return settings.ownNames().isEmpty() ? "tollgate" : settings.ownNames().get(0);
  }

  private Set<String> ownNames() {
    Set<String> names = new HashSet<>();
    settings.ownNames().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return names;
  }

  OpenSessions openSessions() {
    return openSessions;
  }

  /** Application-Session-ID is an Unsigned32 (OMA DDS Charging Data). */
  long nextSessionNumber() {
    return sessionNumbers.incrementAndGet() & 0xFFFF_FFFFL;
  }

  SerialOwner owner(javax.servlet.sip.SipApplicationSession session) {
    return new SerialOwner(container, session, standIn);
  }

  /**
   * Which services may begin.
   *
   * @param open null where all always may
   */
  record Gate(@Nullable Predicate<ServiceKind> open, long retryAfterSeconds) {

    ServiceFunction before(ServiceFunction function, Role role) {
      return open == null ? function : new GatedFunction(function, role, open, retryAfterSeconds);
    }
  }

  /**
   * @param free for the server's calls to itself
   * @param controlling null answers requests to groups with 404
   */
  SipDispatcher front(
      ChargingEnablerUser charging,
      ChargingEnablerUser free,
      @Nullable MsrpPlane messages,
      @Nullable ControllingFunction controlling,
      @Nullable DeferredModule deferred,
      Gate gate) {
    Map<Role, ServiceFunction> functions = new EnumMap<>(Role.class);
    functions.put(
        Role.PARTICIPATING,
        gate.before(
            participating(
                charging,
                messages,
                outbound(),
                deferred == null ? null : deferred.desk(),
                openSessions),
            Role.PARTICIPATING));
    if (controlling != null) {
      functions.put(Role.CONTROLLING, gate.before(controlling, Role.CONTROLLING));
    }
    return new SipDispatcher(
        new ServiceRecognition(Estimates.profiles(settings)),
        roles(controlling),
        functions,
        participating(free, null, straight(), null, new OpenSessions()),
        legs.sessionTimer(),
        recent,
        new OwnAddresses(container::listeningPoints, ownNames()),
        door,
        routing(),
        deferred == null ? null : deferred.delivery()::registered);
  }

  private Role.Selection roles(@Nullable ControllingFunction controlling) {
    List<Pattern> uris = new ArrayList<>(settings.factoryUris());
    uris.addAll(settings.groupUris());
    return new Role.Selection(uris, uri -> controlling != null && controlling.serves(uri));
  }

  private ServiceFunction participating(
      ChargingEnablerUser charging,
      @Nullable MsrpPlane messages,
      Outbound outbound,
      @Nullable DeferredDesk deferral,
      OpenSessions sessions) {
    return new ParticipatingFunction(
        new ParticipatingContext(
            new ParticipatingPolicy(
                settings.noAnswer(),
                settings.maxDuration(),
                settings.messagesIdle(),
                settings.anchorMessages(),
                settings.chargeReceivedMessages(),
                settings.defaultSessionCase()),
            legs,
            outbound,
            recent,
            charging,
            messages,
            this::owner,
            this::nextSessionNumber,
            deferral,
            host(),
            sessions,
            contents));
  }
}
