package io.tollgate.sip.participating;

import io.tollgate.charging.record.NodeRole;
import io.tollgate.sip.OwnAddresses;
import io.tollgate.sip.ProfilePolicy;
import io.tollgate.sip.Role;
import io.tollgate.sip.ServiceRecognition;
import io.tollgate.sip.SipDispatcher;
import io.tollgate.sip.container.LiveSessions;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.container.SipContainers;
import io.tollgate.sip.content.MessageContents;
import io.tollgate.sip.leg.DialogBook;
import io.tollgate.sip.leg.HeaderTransparency;
import io.tollgate.sip.leg.LegSupport;
import io.tollgate.sip.leg.Outbound;
import io.tollgate.sip.leg.RecentRequests;
import io.tollgate.sip.leg.Rounds;
import io.tollgate.sip.leg.Routing;
import io.tollgate.sip.leg.SerialOwner;
import io.tollgate.sip.leg.SessionTimerPolicy;
import io.tollgate.sip.trust.Door;
import io.tollgate.timers.WheelTimers;
import io.tollgate.trust.Peers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import javax.servlet.ServletContext;
import javax.servlet.sip.SipApplicationSessionEvent;
import javax.servlet.sip.SipApplicationSessionListener;
import javax.servlet.sip.SipFactory;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipServletResponse;

/** The participating function alone, with a charging that the test scripts. */
public final class ScriptedServlet extends SipServlet implements SipApplicationSessionListener {
  private static final long serialVersionUID = 1L;
  private static final String SESSIONS = LiveSessions.class.getName();

  @SuppressWarnings("NullAway.Init")
  private transient SipDispatcher front;

  @Override
  public void init() {
    ServletContext context = getServletContext();
    LiveSessions sessions = sessions(context);
    ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    SipContainer container = SipContainers.choose(context, sessions, clockwork, false).container();
    SipFactory factory = (SipFactory) context.getAttribute(SipServlet.SIP_FACTORY);
    Door door = new Door(Peers.everybody(List.of("*"), name -> Set.of()), container);
    Routing routing =
        new Routing(
            factory,
            door,
            new Routing.Ways(null, null, Set.of(), false),
            container::listeningPoints);
    HeaderTransparency headers = new HeaderTransparency(door);
    LegSupport legs =
        new LegSupport(
            new WheelTimers(),
            Clock.systemUTC(),
            new SessionTimerPolicy(1800, 90),
            false,
            headers,
            Duration.ofSeconds(2),
            container::isProceeding,
            bound -> 0,
            DialogBook.NONE,
            Set.of());
    RecentRequests recent =
        new RecentRequests(
            Clock.systemUTC(),
            legs.timers(),
            request -> door.believe(request).sessionCase().orElse(NodeRole.ORIGINATING));
    AtomicLong numbers = new AtomicLong();
    ParticipatingFunction function =
        new ParticipatingFunction(
            new ParticipatingContext(
                new ParticipatingPolicy(
                    Duration.ofSeconds(20),
                    Duration.ZERO,
                    Duration.ZERO,
                    false,
                    true,
                    NodeRole.ORIGINATING),
                legs,
                new Outbound(factory, routing, headers),
                recent,
                (ScriptedCharging)
                    Objects.requireNonNull(context.getAttribute(ScriptedCharging.ATTRIBUTE)),
                null,
                session -> new SerialOwner(container, session, new Rounds(clockwork)),
                numbers::incrementAndGet,
                null,
                "tollgate",
                new OpenSessions(),
                new MessageContents(20, System::nanoTime)));
    front =
        new SipDispatcher(
            new ServiceRecognition(ProfilePolicy.DEFAULT),
            new Role.Selection(List.of(), uri -> false),
            Map.of(Role.PARTICIPATING, function),
            function,
            legs.sessionTimer(),
            recent,
            new OwnAddresses(container::listeningPoints, Set.of()),
            door,
            routing,
            null);
  }

  private static LiveSessions sessions(ServletContext context) {
    synchronized (ScriptedServlet.class) {
      LiveSessions sessions = (LiveSessions) context.getAttribute(SESSIONS);
      if (sessions == null) {
        sessions = new LiveSessions();
        context.setAttribute(SESSIONS, sessions);
      }
      return sessions;
    }
  }

  static int liveSessions(ServletContext context) {
    return sessions(context).count();
  }

  @Override
  protected void doRequest(SipServletRequest request) {
    front.request(request);
  }

  @Override
  protected void doResponse(SipServletResponse response) {
    front.response(response);
  }

  @Override
  public void sessionCreated(SipApplicationSessionEvent event) {
    sessions((ServletContext) context(event)).created(event.getApplicationSession());
  }

  @Override
  public void sessionDestroyed(SipApplicationSessionEvent event) {
    sessions((ServletContext) context(event)).ended(event.getApplicationSession());
  }

  private Object context(SipApplicationSessionEvent event) {
    return Objects.requireNonNull(getServletContext(), event::toString);
  }

  @Override
  public void sessionExpired(SipApplicationSessionEvent event) {
    // The test looks at what is alive, not at why.
  }

  @Override
  public void sessionReadyToInvalidate(SipApplicationSessionEvent event) {
    // Released by its owner.
  }
}
