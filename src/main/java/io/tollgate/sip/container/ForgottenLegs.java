package io.tollgate.sip.container;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.servlet.sip.SipApplicationSession;
import javax.servlet.sip.SipSession;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Lets go of sessions that are ready to be let go of where the container does not. Restcomm does it
 * when the last transaction terminates, but with the ACK of a refused INVITE it forgets whose the
 * transaction was: each refusal would keep its session until that expires, after hours.
 */
public final class ForgottenLegs {
  private static final Logger LOG = LogManager.getLogger(ForgottenLegs.class);

  /** T4 (RFC 3261 17.1.1.2): until then a refusal is repeated to whoever has not heard it. */
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  private final LiveSessions sessions;
  private final SipContainer container;
  private Set<String> ready = Set.of();

  private ForgottenLegs(LiveSessions sessions, SipContainer container) {
    this.sessions = sessions;
    this.container = container;
  }

  public static void watch(
      LiveSessions sessions, SipContainer container, ScheduledExecutorService clockwork) {
    ForgottenLegs legs = new ForgottenLegs(sessions, container);
    long millis = BETWEEN.toMillis();
    clockwork.scheduleWithFixedDelay(legs::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** A leg that was ready at the last look already is let go of, with its session. */
  private void look() {
    Set<String> found = new HashSet<>();
    for (SipSession leg : sessions.legs()) {
      try {
        if (isReady(leg)) {
          found.add(leg.getId());
          if (ready.contains(leg.getId())) {
            container.asOwner(
                leg.getApplicationSession().getId(),
                SessionWork.of(ForgottenLegs::letGo, () -> {}));
          }
        }
      } catch (IllegalStateException ended) {
        LOG.debug("a leg ended while it was looked at: {}", ended.toString());
      }
    }
    ready = found;
  }

  private static boolean isReady(SipSession leg) {
    return leg.isValid() && leg.getInvalidateWhenReady() && leg.isReadyToInvalidate();
  }

  private static void letGo(SipApplicationSession session) {
    if (session.isValid() && session.getInvalidateWhenReady() && session.isReadyToInvalidate()) {
      session.invalidate();
    }
  }
}
