package io.tollgate.sip.container;

import io.tollgate.sip.container.SipContainer.Origin;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.servlet.ServletContext;
import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.SipServlet;
import javax.servlet.sip.SipServletMessage;
import javax.servlet.sip.SipServletRequest;
import javax.servlet.sip.SipSessionsUtil;
import javax.servlet.sip.TimerService;
import org.jspecify.annotations.Nullable;

/** Chooses the implementation for the container that the application finds itself in. */
public final class SipContainers {
  private final SipContainer container;
  private final Optional<TimerHandOver> timers;

  private SipContainers(SipContainer container, Optional<TimerHandOver> timers) {
    this.container = container;
    this.timers = timers;
  }

  /**
   * @param portable true takes the portable way even where the container has its own
   */
  public static SipContainers choose(
      ServletContext context,
      LiveSessions sessions,
      ScheduledExecutorService clockwork,
      boolean portable) {
    SipSessionsUtil util =
        (SipSessionsUtil)
            Objects.requireNonNull(context.getAttribute(SipServlet.SIP_SESSIONS_UTIL));
    boolean restcomm = isRestcomm(util);
    BiFunction<SipServletMessage, String, @Nullable String> hidden =
        restcomm ? RestcommHeaders::hidden : (message, name) -> null;
    Function<SipServletMessage, Origin> origins =
        restcomm ? RestcommOrigins::of : PortableOrigins::of;
    Predicate<SipServletRequest> proceeding =
        restcomm ? RestcommAnswers::isProceeding : invite -> false;
    if (!portable && restcomm) {
      return new SipContainers(
          new LedgerContainer(
              sessions,
              new RestcommHandOver(util),
              clockwork,
              context,
              hidden,
              origins,
              proceeding),
          Optional.empty());
    }
    TimerHandOver timers =
        new TimerHandOver(
            (TimerService) Objects.requireNonNull(context.getAttribute(SipServlet.TIMER_SERVICE)));
    return new SipContainers(
        new LedgerContainer(sessions, timers, clockwork, context, hidden, origins, proceeding),
        Optional.of(timers));
  }

  private static boolean isRestcomm(SipSessionsUtil util) {
    try {
      return RestcommHandOver.supports(util);
    } catch (NoClassDefFoundError elsewhere) {
      return false;
    }
  }

  public SipContainer container() {
    return container;
  }

  /** A JSR 289 timer fired; ours are recognised by their info. */
  public void timerFired(ServletTimer timer) {
    timers.ifPresent(handOver -> handOver.fired(timer));
  }
}
