package io.tollgate;

import java.util.function.Consumer;
import javax.servlet.ServletContextEvent;
import javax.servlet.ServletContextListener;
import javax.servlet.sip.ServletTimer;
import javax.servlet.sip.SipApplicationSessionEvent;
import javax.servlet.sip.SipApplicationSessionListener;
import javax.servlet.sip.SipSessionEvent;
import javax.servlet.sip.SipSessionListener;
import javax.servlet.sip.TimerListener;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The container's calls into the application that are not SIP messages. Named in sip.xml. */
public final class ApplicationListener
    implements ServletContextListener,
        SipApplicationSessionListener,
        SipSessionListener,
        TimerListener {
  private static final Logger LOG = LogManager.getLogger(ApplicationListener.class);

  /** A launcher's {@code Consumer<String>} for the reason of a failed start. */
  static final String STARTUP_FAILURE = "io.tollgate.startup.failure";

  private @Nullable Application application;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      application = Application.start(event.getServletContext());
    } catch (RuntimeException e) {
      if (!report(
          event.getServletContext().getAttribute(STARTUP_FAILURE),
          String.valueOf(e.getMessage()))) {
        LOG.fatal("Tollgate did not start: {}", e.getMessage());
      }
      throw e;
    }
  }

  @SuppressWarnings("unchecked") // the launcher put it there; a plain Tomcat has none
  private static boolean report(@Nullable Object launcher, String reason) {
    if (launcher instanceof Consumer<?> listener) {
      ((Consumer<String>) listener).accept(reason);
      return true;
    }
    return false;
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (application != null) {
      application.close();
    }
  }

  @Override
  public void sessionCreated(SipApplicationSessionEvent event) {
    if (application != null) {
      application.liveSessions().created(event.getApplicationSession());
    }
  }

  @Override
  public void sessionDestroyed(SipApplicationSessionEvent event) {
    if (application != null) {
      application.liveSessions().ended(event.getApplicationSession());
    }
  }

  @Override
  public void sessionExpired(SipApplicationSessionEvent event) {
    // A session that carries a call is kept alive by its owner; expiry alone decides nothing.
  }

  @Override
  public void sessionReadyToInvalidate(SipApplicationSessionEvent event) {
    // Invalidation when ready is the container's default.
  }

  @Override
  public void sessionCreated(SipSessionEvent event) {
    if (application != null) {
      application.liveSessions().legCreated(event.getSession());
    }
  }

  @Override
  public void sessionDestroyed(SipSessionEvent event) {
    if (application != null) {
      application.liveSessions().legEnded(event.getSession());
    }
  }

  @Override
  public void sessionReadyToInvalidate(SipSessionEvent event) {
    // Invalidation when ready is the container's default.
  }

  @Override
  public void timeout(ServletTimer timer) {
    if (application != null) {
      application.timerFired(timer);
    }
  }
}
