package io.tollgate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tollgate.sip.container.LiveSessions;
import io.tollgate.sip.container.SipContainer;
import io.tollgate.sip.container.SipContainers;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.servlet.ServletContext;
import javax.servlet.sip.ServletTimer;

/**
 * The composition root: everything that lives as long as the application is made here, in order,
 * and let go of in {@link #close()} in the opposite order. Servlets ask for it with {@link
 * #of(ServletContext)} in their {@code init}.
 */
public final class Application implements AutoCloseable {
  private static final String ATTRIBUTE = Application.class.getName();

  private final PrometheusMeterRegistry meters;
  private final ScheduledExecutorService clockwork;
  private final LiveSessions liveSessions;
  private final SipContainers containers;

  private Application(ServletContext context) {
    meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    clockwork =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "tollgate-clockwork");
              thread.setDaemon(true);
              return thread;
            });
    liveSessions = new LiveSessions();
    containers = SipContainers.choose(context, liveSessions, clockwork, false);
    Gauge.builder("tollgate.sip.application.sessions", liveSessions, LiveSessions::count)
        .description("SIP application sessions alive now")
        .register(meters);
  }

  static Application start(ServletContext context) {
    Application application = new Application(context);
    context.setAttribute(ATTRIBUTE, application);
    return application;
  }

  public static Application of(ServletContext context) {
    return (Application)
        Objects.requireNonNull(
            context.getAttribute(ATTRIBUTE), "the application has not been started");
  }

  public PrometheusMeterRegistry meters() {
    return meters;
  }

  public SipContainer sipContainer() {
    return containers.container();
  }

  LiveSessions liveSessions() {
    return liveSessions;
  }

  void timerFired(ServletTimer timer) {
    containers.timerFired(timer);
  }

  @Override
  public void close() {
    liveSessions.endAll();
    clockwork.shutdownNow();
    meters.close();
  }
}
