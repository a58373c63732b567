package io.tollgate.launcher;

import io.tollgate.settings.EffectiveSettings;
import io.tollgate.settings.MsrpSettings;
import io.tollgate.settings.Settings;
import io.tollgate.settings.SettingsException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;

/** Starts Tollgate from its distribution and stops it gracefully on SIGINT or SIGTERM. */
public final class Main {
  /** The application's {@code BooleanSupplier}: whether new sessions are let in. */
  private static final String READY = "io.tollgate.ready";

  /** The application's {@code Supplier<List<String>>}: further places where it listens. */
  private static final String LISTENING = "io.tollgate.listening";

  private static final int USAGE_ERROR = 2;

  private final PrintStream out;

  private Main(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] words) throws InterruptedException {
    int status = new Main(System.out).run(List.of(words), System.getenv());
    if (status != 0) {
      System.exit(status);
    }
  }

  private int run(List<String> words, Map<String, String> environment) throws InterruptedException {
    try {
      CommandLine line = CommandLine.parse(words);
      Distribution distribution = new Distribution(line.home());
      EffectiveSettings effective = distribution.settings(line, environment);
      if (line.checkConfig()) {
        out.print(effective.print());
        return 0;
      }
      if (line.printFlows()) {
        out.print(effective.settings().charging().printFlows());
        return 0;
      }
      serve(line, distribution, effective, environment);
      return 0;
    } catch (IllegalArgumentException | SettingsException | StartupException e) {
      System.err.println("tollgate: " + e.getMessage());
      return USAGE_ERROR;
    }
  }

  private void serve(
      CommandLine line,
      Distribution distribution,
      EffectiveSettings effective,
      Map<String, String> environment)
      throws InterruptedException {
    checkMessagePorts(effective.settings());
    EmbeddedContainer container =
        EmbeddedContainer.start(
            distribution.options(line, environment, effective.settings().container()));
    CountDownLatch stopped = new CountDownLatch(1);
    Drain drain =
        new Drain(container.servletContext(), effective.settings().container().drainLimit());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  drain.run();
                  container.close();
                  stopped.countDown();
                  // The last to log: its own hook is off, as it would run beside this one.
                  LogManager.shutdown();
                },
                "tollgate-stop"));
    awaitReady(container);
    print(container, effective);
    stopped.await();
  }

  /** The application opens them itself, when the container has been started for nothing. */
  private static void checkMessagePorts(Settings settings) {
    MsrpSettings msrp = settings.msrp();
    String host = msrp.host().isEmpty() ? settings.container().sipHost() : msrp.host();
    FreePorts.check("MSRP", host, msrp.port());
    if (msrp.tls()) {
      FreePorts.check("MSRP", host, msrp.tlsPort());
    }
  }

  private static void awaitReady(EmbeddedContainer container) throws InterruptedException {
    while (container.servletContext().getAttribute(READY) instanceof BooleanSupplier ready
        && !ready.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void print(EmbeddedContainer container, EffectiveSettings effective) {
    out.println("Tollgate is ready");
    container.endpoints().forEach(endpoint -> out.println("  SIP      " + endpoint));
    if (container.servletContext().getAttribute(LISTENING) instanceof Supplier<?> more
        && more.get() instanceof List<?> lines) {
      lines.forEach(text -> out.println("  " + text));
    }
    out.printf(
        "  console  http://%s:%d/%n",
        effective.settings().container().httpHost(), container.httpPort());
    out.println("  Ctrl-C drains and stops");
    out.flush();
  }
}
