package io.tollgate.launcher;

import io.tollgate.settings.EffectiveSettings;
import io.tollgate.settings.MsrpSettings;
import io.tollgate.settings.Settings;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Starts Tollgate from its distribution and stops it gracefully on SIGINT or SIGTERM. */
public final class Server {
  private static final Logger LOG = LogManager.getLogger(Server.class);

  /** The application's {@code BooleanSupplier}: whether new sessions are let in. */
  private static final String READY = "io.tollgate.ready";

  /** The application's {@code Supplier<List<String>>}: further places where it listens. */
  private static final String LISTENING = "io.tollgate.listening";

  /** Where the application finds a {@code Runnable} that stops this process. */
  private static final String STOP = "io.tollgate.stop";

  /** Told to whoever starts it again after a failure. */
  private static final int FENCED = 4;

  private final PrintStream out;

  public Server(PrintStream out) {
    this.out = out;
  }

  /** Returns once the server has stopped. */
  public void serve(StartOptions line, EffectiveSettings effective, Map<String, String> environment)
      throws InterruptedException {
    Distribution distribution = line.distribution();
    effective.notes().forEach(LOG::info);
    checkMessagePorts(effective.settings());
    EmbeddedContainer container =
        EmbeddedContainer.start(distribution.options(line, environment, effective.settings()));
    Orders orders = new Orders(container.servletContext());
    container
        .servletContext()
        .setAttribute(
            STOP,
            (Runnable) () -> new Thread(() -> System.exit(FENCED), "tollgate-fenced").start());
    ControlSocket control =
        ControlSocket.open(effective.settings().storage().directory(), orders::carryOut);
    Systemd systemd = new Systemd(environment);
    CountDownLatch stopped = new CountDownLatch(1);
    Drain drain =
        new Drain(container.servletContext(), effective.settings().container().drainLimit());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  systemd.stopping();
                  drain.run();
                  if (control != null) {
                    control.close();
                  }
                  container.close();
                  stopped.countDown();
                  // The last to log: its own hook is off, as it would run beside this one.
                  LogManager.shutdown();
                },
                "tollgate-stop"));
    HangUp.asksFor(orders::reload);
    awaitReady(container);
    systemd.ready();
    print(container, effective, environment);
    stopped.await();
  }

  /** The application opens them itself, when the container has been started for nothing. */
  private static void checkMessagePorts(Settings settings) {
    MsrpSettings msrp = settings.msrp();
    for (String host : msrp.hostOr(settings.container().sipHost())) {
      FreePorts.check("MSRP", host, msrp.port());
      if (msrp.tls()) {
        FreePorts.check("MSRP", host, msrp.tlsPort());
      }
    }
  }

  private static void awaitReady(EmbeddedContainer container) throws InterruptedException {
    while (container.servletContext().getAttribute(READY) instanceof BooleanSupplier ready
        && !ready.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static String inUri(String host) {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  /** For people on standard output; where the log is JSON, standard output holds nothing else. */
  private void print(
      EmbeddedContainer container, EffectiveSettings effective, Map<String, String> environment) {
    List<String> lines = new ArrayList<>();
    lines.add("Tollgate %s is ready".formatted(Version.text()));
    container.endpoints().forEach(endpoint -> lines.add("  SIP      " + endpoint));
    if (container.servletContext().getAttribute(LISTENING) instanceof Supplier<?> more
        && more.get() instanceof List<?> further) {
      further.forEach(text -> lines.add("  " + text));
    }
    lines.add(
        "  console  %s://%s:%d/"
            .formatted(
                effective.settings().http().tlsKeyStore().isEmpty() ? "http" : "https",
                inUri(effective.settings().http().host()),
                container.httpPort()));
    if ("json".equals(environment.get("TOLLGATE_LOG"))) {
      lines.forEach(line -> LOG.info(line.strip()));
      return;
    }
    lines.forEach(out::println);
    out.println("  Ctrl-C drains and stops");
    out.flush();
  }
}
