package io.tollgate.harness;

import io.tollgate.Application;
import io.tollgate.launcher.ContainerOptions;
import io.tollgate.launcher.EmbeddedContainer;
import io.tollgate.launcher.GuardProperties;
import io.tollgate.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.servlet.ServletContext;

/**
 * Tollgate in this JVM on free loopback ports, with the classes of the test itself. One at a time:
 * the container keeps its service in a static field.
 */
public final class TollgateServer implements AutoCloseable {
  private final EmbeddedContainer container;

  private TollgateServer(EmbeddedContainer container) {
    this.container = container;
  }

  public static TollgateServer start() {
    return start(Map.of());
  }

  /** Returns once calls are let in. */
  public static TollgateServer start(ContainerOptions options) {
    TollgateServer server = new TollgateServer(EmbeddedContainer.start(options));
    Await.until(server.application().admission()::open, "Tollgate to be ready");
    return server;
  }

  /** With some settings changed, named as in deploy/settings.md; nothing is warmed up. */
  public static TollgateServer start(Map<String, String> settings) {
    return start(options(settings));
  }

  /** The usual options, for a test that wants to change some of them. */
  public static ContainerOptions options(Map<String, String> settings) {
    Map<String, String> given = new HashMap<>(Map.of("sip.warm-up-calls", "0", "msrp.port", "0"));
    given.putAll(settings);
    try {
      Path work =
          Files.createDirectories(Path.of("target", "tollgate-it", UUID.randomUUID().toString()));
      return ContainerOptions.onLoopback(work, Path.of("src", "main", "webapp"))
          .withSharedClasses()
          .withStackProperties(GuardProperties.of(Settings.of(given)))
          .withAttribute("io.tollgate.settings.overrides", given);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int sipPort() {
    return container.sipPort();
  }

  /** The last of the endpoints, where TLS is configured after the others. */
  public int lastSipPort() {
    return container.endpoints().get(container.endpoints().size() - 1).port();
  }

  public int httpPort() {
    return container.httpPort();
  }

  /** What the composition root made, to look at gauges and seams. */
  public Application application() {
    return Application.of(container.servletContext());
  }

  public ServletContext servletContext() {
    return container.servletContext();
  }

  @Override
  public void close() {
    container.close();
  }
}
