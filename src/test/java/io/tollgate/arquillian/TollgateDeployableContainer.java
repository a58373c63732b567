package io.tollgate.arquillian;

import io.tollgate.harness.TollgateServer;
import io.tollgate.launcher.ContainerOptions;
import io.tollgate.launcher.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;
import org.jboss.shrinkwrap.descriptor.api.Descriptor;

/**
 * One deployment is one run of the container, with the test's own class loader. The published
 * adapter for this container undeploys by means that JDK 17 refuses, so this one stands on the
 * launcher.
 */
public final class TollgateDeployableContainer
    implements DeployableContainer<TollgateConfiguration> {
  private final Map<String, TollgateServer> running = new HashMap<>();

  @Override
  public Class<TollgateConfiguration> getConfigurationClass() {
    return TollgateConfiguration.class;
  }

  /** The test method runs in this JVM, beside the application. */
  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Local");
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    try {
      Path folder =
          Files.createDirectories(
              Path.of("target", "tollgate-it", "arquillian-" + UUID.randomUUID()));
      archive.as(ExplodedExporter.class).exportExploded(folder.toFile(), "webapp");
      TollgateServer server = TollgateServer.start(options(folder.resolve("webapp")));
      running.put(archive.getName(), server);
      HTTPContext http = new HTTPContext("127.0.0.1", server.httpPort());
      http.add(new Servlet("ready", "/"));
      return new ProtocolMetaData().addContext(http).addContext(server);
    } catch (IOException | UncheckedIOException | StartupException e) {
      throw new DeploymentException("not deployed: " + e.getMessage(), e);
    }
  }

  private static ContainerOptions options(Path webApplication) {
    ContainerOptions usual = TollgateServer.options(Map.of());
    return new ContainerOptions(
        usual.workDirectory(),
        webApplication,
        usual.endpoints(),
        usual.http(),
        true,
        usual.attributes(),
        usual.stackProperties());
  }

  @Override
  public void undeploy(Archive<?> archive) {
    TollgateServer server = running.remove(archive.getName());
    if (server != null) {
      server.close();
    }
  }

  @Override
  public void setup(TollgateConfiguration configuration) {
    // See TollgateConfiguration.
  }

  @Override
  public void start() {
    // A deployment starts it.
  }

  @Override
  public void stop() {
    running.values().forEach(TollgateServer::close);
    running.clear();
  }

  @Override
  @Deprecated
  public void deploy(Descriptor descriptor) {
    throw new UnsupportedOperationException("descriptors are not deployed, only archives");
  }

  @Override
  @Deprecated
  public void undeploy(Descriptor descriptor) {
    throw new UnsupportedOperationException("descriptors are not deployed, only archives");
  }
}
